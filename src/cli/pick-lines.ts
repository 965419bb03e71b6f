import type { Catalogue } from '../catalogue/tool.ts';
import type { Pick } from '../pairing/pairing.ts';
import type { Narrowing } from '../pairing/shortfall.ts';

/**
 * The week's pairings for a terminal: what, why, and how close the next best came.
 * @param catalogue where the names come from; null to show slugs
 * @param reason why there is none, in words
 */
export function pickLines(week: string, pick: Pick, catalogue: Catalogue | null, reason: string): string[] {
  const named = (slug: string) => catalogue?.tools.find(tool => tool.slug === slug)?.name ?? slug;
  if (pick.pairings.length === 0) {
    return [`${week}: the issue is held. ${reason}`.trim()];
  }
  const lines = pick.pairings.flatMap((pairing, index) => {
    const next = pairing.runnersUp[0];
    return [
      '',
      `  ${index + 1}  ${named(pairing.a)} vs ${named(pairing.b)}`,
      `     ${pairing.category} · score ${points(pairing.score)}${next ? ` · next best ${named(next.a)} vs ${named(next.b)}, ${points(next.score)}` : ''}`,
      `     why: ${pairing.why}`,
    ];
  });
  const { asked, rung, pairings } = pick;
  const thin = pairings.length < asked ? `${pairings.length} of ${asked} pairings: a thin week. ` : '';
  const relaxed = rung.step > 0 ? `The picker went to step ${rung.step} of its ladder: ${rung.name}.` : '';
  return [
    `${week}: ${pairings.length} pairing${pairings.length === 1 ? '' : 's'}`,
    ...lines,
    '',
    ...(thin || relaxed ? [`${thin}${relaxed}`.trim()] : []),
  ];
}

/** What each rule of the picker left, for a week with too few pairings. */
export function narrowingLines(narrowings: readonly Narrowing[]): string[] {
  if (narrowings.length === 0) return [];
  return [
    'Pairs within one category, with every rule relaxed as far as it goes:',
    ...narrowings.map(({ pairs, tools, rule }) => `  ${pairs} ${rule} (${tools} tools)`),
    '',
  ];
}

function points(millionths: number): string {
  return (millionths / 1e6).toFixed(3);
}
