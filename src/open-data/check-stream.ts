import { createHash } from 'node:crypto';
import { linesOf } from '../catalogue/lines.ts';
import { type Checked, type CheckLine, checkDocument, type Evidence } from './check-document.ts';
import { STREAM_END_FORMAT, STREAM_FORMAT, type StreamEnd } from './document.ts';
import { differences, type Mismatch } from './mismatch.ts';
import { readDocument } from './read-document.ts';
import { brokenSeals } from './seal.ts';

/** Of thousands the first are enough to see what is wrong. */
const MOST = 100;

/**
 * Checks all of `/data/verdicts.ndjson`, a line at a time: each as a document of its own, and by the last one that none is
 * missing. Places begin with the number of their line.
 */
export async function checkStream(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  evidence: Evidence,
): Promise<Checked> {
  const hash = createHash('sha256');
  const mismatches: Mismatch[] = [];
  let [number, pairings] = [0, 0];
  let last: Frame | null = null;
  for await (const line of linesOf(stream)) {
    number += 1;
    if (mismatches.length >= MOST) continue;
    const frame = frameIn(line);
    const checked = frame
      ? checkedFrame(frame, line, evidence)
      : (await checkDocument(line, evidence)).mismatches;
    mismatches.push(...checked.map(mismatch => inLine(mismatch, number)));
    if (frame?.format === STREAM_END_FORMAT) {
      const end: StreamEnd = { format: STREAM_END_FORMAT, pairings, sha256: hash.copy().digest('hex') };
      mismatches.push(...wrongEnd(frame, end).map(mismatch => inLine(mismatch, number)));
    }
    if (!frame) pairings += 1;
    last = frame;
    hash.update(line).update('\n');
  }
  if (last?.format !== STREAM_END_FORMAT) mismatches.push(...cutOff(number));
  const words = `${pairings} pairings`;
  const lines: CheckLine[] = [{ kind: mismatches.length > 0 ? 'wrong' : 'holds', what: 'lines', words }];
  return { lines, mismatches: mismatches.slice(0, MOST) };
}

/** The first line or the last. */
type Frame = Readonly<Record<string, unknown>>;

function frameIn(line: Uint8Array): Frame | null {
  const read = readDocument(line);
  if (read.kind === 'unreadable') return null;
  return [STREAM_FORMAT, STREAM_END_FORMAT].includes(String(read.document.format)) ? read.document : null;
}

function checkedFrame(frame: Frame, line: Uint8Array, { keys }: Evidence): readonly Mismatch[] {
  return [...brokenSeals(frame, keys), ...readDocument(line).mismatches];
}

function wrongEnd({ format, pairings, sha256 }: Frame, recomputed: StreamEnd): Mismatch[] {
  return differences(
    { published: { format, pairings, sha256 }, recomputed },
    '$',
    'It is about all lines before it.',
  );
}

function cutOff(lines: number): Mismatch[] {
  const why = 'The last line is missing: the file was cut off.';
  return [{ path: `line ${lines}`, published: undefined, recomputed: STREAM_END_FORMAT, why }];
}

function inLine(mismatch: Mismatch, line: number): Mismatch {
  return { ...mismatch, path: `line ${line}, ${mismatch.path}` };
}
