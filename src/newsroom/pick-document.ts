import type { Pick } from '../pairing/pairing.ts';

/** A pick as programs read it; scores are in units of 1, not millionths. */
export interface PickDocument {
  readonly week: string;
  readonly pairings: readonly {
    readonly a: string;
    readonly b: string;
    readonly category: string;
    readonly score: number;
    readonly terms: Readonly<Record<string, number>>;
    readonly why: string;
    readonly runnersUp: readonly { readonly a: string; readonly b: string; readonly score: number }[];
  }[];
  readonly catalogueHash: string;
  readonly seed: string;
  readonly asked: number;
  readonly rung: { readonly step: number; readonly name: string };
}

export function pickDocument(
  week: string,
  result: { readonly pick: Pick; readonly catalogueHash: string; readonly seed: string },
): PickDocument {
  return {
    week,
    pairings: result.pick.pairings.map(pairing => ({
      a: pairing.a,
      b: pairing.b,
      category: pairing.category,
      score: pairing.score / 1e6,
      terms: Object.fromEntries(Object.entries(pairing.terms).map(([name, value]) => [name, value / 1e6])),
      why: pairing.why,
      runnersUp: pairing.runnersUp.map(({ a, b, score }) => ({ a, b, score: score / 1e6 })),
    })),
    catalogueHash: result.catalogueHash,
    seed: result.seed,
    asked: result.pick.asked,
    rung: result.pick.rung,
  };
}
