import { createHash } from 'node:crypto';
import { canonicalJson } from '../../catalogue/canonical-json.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import type { DataSigner } from '../../open-data/data-key.ts';
import {
  pairingDocument,
  STREAM_END_FORMAT,
  STREAM_FORMAT,
  type StreamEnd,
  type StreamHead,
} from '../../open-data/document.ts';
import { sealed } from '../../open-data/seal.ts';
import { sentWeeks } from '../../storage/issue/sent-issues.ts';
import { publisher, readIssueDocument } from './issue-document.ts';

/**
 * Every pairing of every sent issue, the oldest first: a line each, with a first and a last line around them that are signed
 * like the others. One issue is in memory at a time, and is read when the one before has been taken. A few lines come at
 * once, each with its line feed.
 */
export async function* verdictLines(room: PublicRoom, signer: DataSigner): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const told = (documents: readonly object[]) => {
    const lines = documents.map(document => `${canonicalJson(sealed(document, signer))}\n`).join('');
    hash.update(lines);
    return lines;
  };
  let pairings = 0;
  const head: StreamHead = { format: STREAM_FORMAT, ...publisher(room) };
  yield told([head]);
  for (const week of await sentWeeks(room.store)) {
    const issue = (await readIssueDocument(room, week))?.document;
    if (!issue || issue.pairings.length === 0) continue;
    pairings += issue.pairings.length;
    yield told(issue.pairings.map(pairing => pairingDocument(issue, pairing)));
  }
  const end: StreamEnd = { format: STREAM_END_FORMAT, pairings, sha256: hash.copy().digest('hex') };
  yield told([end]);
}
