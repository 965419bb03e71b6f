import type { Catalogue } from '../catalogue/tool.ts';
import type { PublicKey } from './data-key.ts';
import { ISSUE_FORMAT, type IssueDocument, PAIRING_FORMAT, type PickData } from './document.ts';
import { type Shaped, shapedIssue, shapedPairing } from './document-schema.ts';
import { evidenceOf } from './evidence.ts';
import type { Mismatch } from './mismatch.ts';
import type { PairingData } from './pairing-data.ts';
import { readDocument } from './read-document.ts';
import { brokenSeals } from './seal.ts';
import { readSnapshot, wrongPick } from './wrong-pick.ts';
import { wrongSumsOfIssue, wrongSumsOfPairing } from './wrong-sums.ts';

/** One thing that was looked at. */
export interface CheckLine {
  /** `open`: it could not be looked at, which is no fault of the data. */
  readonly kind: 'holds' | 'wrong' | 'open';
  /** `signature`, `shares and tallies`, `catalogue`, `pick`, `form`. */
  readonly what: string;
  readonly words: string;
}

export interface Checked {
  readonly lines: readonly CheckLine[];
  /** What was changed since it was signed first, then what follows from it; empty where all holds. */
  readonly mismatches: readonly Mismatch[];
}

/** Where the rest comes from. */
export interface Evidence {
  readonly keys: readonly PublicKey[];
  /** The bytes of a snapshot; or why there are none, as a sentence. */
  catalogue(pick: PickData): Promise<Uint8Array | string>;
}

/**
 * Checks a published document: its signature, every number that follows from others, and for an issue the pick, from its
 * snapshot. Nothing is believed that is not reckoned again.
 */
export async function checkDocument(bytes: Uint8Array, evidence: Evidence): Promise<Checked> {
  const read = readDocument(bytes);
  if (read.kind === 'unreadable') return { lines: [wrong('form', 'not read')], mismatches: read.mismatches };
  const { document } = read;
  const seals = [...brokenSeals(document, evidence.keys), ...read.mismatches];
  const signature = signatureLine(document, seals);
  switch (document.format) {
    case ISSUE_FORMAT:
      return together(signature, seals, await checkedIssue(shapedIssue(document), evidence));
    case PAIRING_FORMAT:
      return together(signature, seals, checkedPairing(shapedPairing(document)));
    default:
      return together(signature, seals, misshapen([formatFault(document)]));
  }
}

/** What was found beside the signature, and what single values ought to be. */
interface Reckoned extends Checked {
  readonly evidence: ReadonlyMap<string, unknown>;
}

async function checkedIssue(shaped: Shaped<IssueDocument>, evidence: Evidence): Promise<Reckoned> {
  if (shaped.kind === 'misshapen') return misshapen(shaped.mismatches);
  const { document } = shaped;
  const { pairings } = document;
  const sums = wrongSumsOfIssue(document);
  const pick = await checkedPick(document, evidence);
  const places = new Map(pairings.map((pairing, index) => [`$.pairings[${index}]`, pairing]));
  return {
    lines: [sumsLine(sums, pairings), ...pick.lines],
    mismatches: [...sums, ...pick.mismatches],
    evidence: evidenceOf(places, pick.catalogue),
  };
}

function checkedPairing(shaped: ReturnType<typeof shapedPairing>): Reckoned {
  if (shaped.kind === 'misshapen') return misshapen(shaped.mismatches);
  const { document } = shaped;
  const sums = wrongSumsOfPairing(document);
  const places = new Map([['$.pairing', document.pairing]]);
  const elsewhere = { kind: 'open', what: 'pick', words: `the issue has it: ${document.issue}` } as const;
  return {
    lines: [sumsLine(sums, [document.pairing]), elsewhere],
    mismatches: sums,
    evidence: evidenceOf(places, null),
  };
}

async function checkedPick(
  document: IssueDocument,
  evidence: Evidence,
): Promise<Checked & { readonly catalogue: Catalogue | null }> {
  const { pick, pairings } = document;
  const open = (words: string) =>
    ({ lines: [{ kind: 'open', what: 'pick', words }], mismatches: [], catalogue: null }) as const;
  if (pick === null) return open('not recorded: it was picked before picks were');
  const bytes = await evidence.catalogue(pick);
  if (typeof bytes === 'string') return open(bytes);
  const snapshot = readSnapshot(bytes, pick);
  const { catalogue } = snapshot;
  const ofCatalogue =
    snapshot.mismatches.length > 0
      ? wrong('catalogue', 'the snapshot is another')
      : holds('catalogue', `snapshot ${pick.catalogueHash.slice(0, 12)}…`);
  if (catalogue === null) {
    return { lines: [wrong('catalogue', 'no catalogue')], mismatches: snapshot.mismatches, catalogue };
  }
  const wrongs = wrongPick(document, pick, catalogue);
  const swapped = pairings.filter(({ source }) => source === 'swap').length;
  const byHand = swapped === 0 ? '' : `; ${swapped} of the issue's pairings were put in by an editor`;
  const inputs = `seed ${JSON.stringify(pick.seed)}, earlier issues: ${pick.history.length}`;
  const ofPick =
    wrongs.length > 0
      ? wrong('pick', `picked again it is another (recorded by version ${pick.version})`)
      : holds('pick', `picked again, the same ${pick.result.pairings.length} pairings (${inputs})${byHand}`);
  return { lines: [ofCatalogue, ofPick], mismatches: [...snapshot.mismatches, ...wrongs], catalogue };
}

/** What was changed is named once, with what it ought to be where anything says; what follows from it comes after. */
function together(signature: CheckLine, seals: readonly Mismatch[], rest: Reckoned): Checked {
  const reckoned = new Map(rest.mismatches.map(mismatch => [mismatch.path, mismatch]));
  const named = seals.map(mismatch => {
    if (mismatch.recomputed !== undefined) return mismatch;
    const { recomputed } = reckoned.get(mismatch.path) ?? { recomputed: rest.evidence.get(mismatch.path) };
    return { ...mismatch, recomputed };
  });
  const paths = new Set(named.map(({ path }) => path));
  const others = rest.mismatches.filter(({ path }) => !paths.has(path));
  return { lines: [signature, ...rest.lines], mismatches: [...named, ...others] };
}

function signatureLine(document: Readonly<Record<string, unknown>>, seals: readonly Mismatch[]): CheckLine {
  const { key } = (document.signature ?? {}) as { readonly key?: unknown };
  return seals.length > 0
    ? wrong('signature', 'it is not what was signed')
    : holds('signature', `by key ${String(key)}`);
}

function sumsLine(sums: readonly Mismatch[], pairings: readonly PairingData[]): CheckLine {
  const told = pairings.filter(({ readers }) => readers?.state === 'told').length;
  const words = `${pairings.length * 2} shares of the panel, ${told} of ${pairings.length} votes told`;
  return sums.length > 0 ? wrong('shares and tallies', words) : holds('shares and tallies', words);
}

function misshapen(mismatches: readonly Mismatch[]): Reckoned {
  return {
    lines: [wrong('form', 'something else stands where a number comes from')],
    mismatches,
    evidence: new Map(),
  };
}

function formatFault(document: Readonly<Record<string, unknown>>): Mismatch {
  const why = `Known are ${ISSUE_FORMAT} and ${PAIRING_FORMAT}.`;
  const recomputed =
    'pairings' in document ? ISSUE_FORMAT : 'pairing' in document ? PAIRING_FORMAT : undefined;
  return { path: '$.format', published: document.format, recomputed, why };
}

function holds(what: string, words: string): CheckLine {
  return { kind: 'holds', what, words };
}

function wrong(what: string, words: string): CheckLine {
  return { kind: 'wrong', what, words };
}
