import { createHash } from 'node:crypto';
import type { Catalogue } from '../catalogue/tool.ts';
import { oneLine } from '../issue/clean-text.ts';
import { type Pairing, type Pick, pairKey } from '../pairing/pairing.ts';
import { repeatPick } from '../pairing/pick-record.ts';
import type { IssueDocument, PickData } from './document.ts';
import { differences, type Mismatch } from './mismatch.ts';
import type { PairingData } from './pairing-data.ts';

/** A snapshot that came with an issue, and whether it is the one the issue names. */
export interface Snapshot {
  /** Null where the text is no catalogue. */
  readonly catalogue: Catalogue | null;
  readonly mismatches: readonly Mismatch[];
}

/** @param bytes of the file; its hash is that of the catalogue */
export function readSnapshot(bytes: Uint8Array, { catalogueHash }: PickData): Snapshot {
  const hash = createHash('sha256').update(bytes).digest('hex');
  const why = 'The snapshot is not the one that the issue was picked from.';
  return {
    catalogue: catalogueIn(bytes, hash),
    mismatches: differences({ published: catalogueHash, recomputed: hash }, '$.pick.catalogueHash', why),
  };
}

/** Everything in which the picker, asked again, chooses otherwise than the issue says. */
export function wrongPick(document: IssueDocument, pick: PickData, catalogue: Catalogue): Mismatch[] {
  try {
    return otherwise(document, pick, repeatPick(pick, catalogue));
  } catch (error) {
    // Whatever somebody wrote there: the data are not ours.
    const said = error instanceof Error ? error.message : String(error);
    const why = `From these data nothing can be picked: ${said}`;
    return [{ path: '$.pick', published: pick.result, recomputed: undefined, why }];
  }
}

function otherwise({ week, pairings }: IssueDocument, pick: PickData, again: Pick): Mismatch[] {
  const why = 'The picker, asked again, says otherwise.';
  return [
    ...differences({ published: week, recomputed: pick.week }, '$.week', 'It was picked for another week.'),
    ...differences({ published: pick.result, recomputed: plain(again) }, '$.pick.result', why),
    ...pairings.flatMap((pairing, index) => wrongPairing(pairing, again, `$.pairings[${index}]`, why)),
  ];
}

/** What an editor put in is nobody's to repeat; all else stands in the issue as the picker left it. */
function wrongPairing(pairing: PairingData, { pairings }: Pick, path: string, why: string): Mismatch[] {
  const picked = pairings.find(other => keyOf(other) === pairKey(pairing.a.slug, pairing.b.slug));
  if (!picked) return differences({ published: pairing.source, recomputed: 'swap' }, `${path}.source`, why);
  if (pairing.source === 'swap') return [];
  const { a, b, source, category, why: reason, score, terms } = pairing;
  const published = { a: { slug: a.slug }, b: { slug: b.slug }, source, category, why: reason, score, terms };
  const recomputed = {
    a: { slug: picked.a },
    b: { slug: picked.b },
    source: picked.source ?? 'picker',
    category: oneLine(picked.category),
    why: picked.why,
    score: picked.score,
    terms: picked.terms,
  };
  return differences({ published, recomputed }, path, why);
}

function keyOf({ a, b }: Pairing): string {
  return pairKey(a, b);
}

/** Without keys that have no value, as it was published. */
function plain(pick: Pick): unknown {
  return JSON.parse(JSON.stringify(pick));
}

function catalogueIn(bytes: Uint8Array, hash: string): Catalogue | null {
  try {
    const { panel, tools } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Catalogue;
    return Array.isArray(panel) && Array.isArray(tools) ? { panel, tools, hash, sample: false } : null;
  } catch {
    return null;
  }
}
