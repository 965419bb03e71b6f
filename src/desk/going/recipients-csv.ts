import { stringify } from 'csv-stringify/sync';
import { guardFormula } from '../../audience/formula-guard.ts';
import type { Issue } from '../../issue/issue.ts';
import { variantName } from '../../issue/trial/trial-wish.ts';
import { toRecipient } from '../../newsroom/going/recipient-state.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { type RecipientLine, recipientLines } from '../../storage/delivery/recipient-lines.ts';
import { recordActivity } from '../../storage/issue/activity.ts';
import { lineStream } from '../../web/line-stream.ts';
import type { Editor } from '../editor.ts';

const RECIPIENT_COLUMNS = [
  'seq',
  'address',
  'state',
  'reason',
  'mail_event',
  'mail_event_at',
  'batch',
  'provider',
  'provider_id',
  // Which of the issue's mails; '' while it waits for the trial of its subjects.
  'mail',
];

/** Everybody's address leaves with it, so it is logged before the first byte does. */
export async function exportRecipients(
  room: Newsroom,
  issue: Issue,
  editor: Editor,
): Promise<ReadableStream<Uint8Array>> {
  await recordActivity(room.store, {
    at: room.now(),
    week: issue.week,
    who: editor.email,
    action: 'exported',
    detail: 'all recipients, as CSV',
    contentHash: '',
  });
  return lineStream(room, recipientsCsv(room, issue), 'an export of recipients');
}

/** One line a recipient, in the order of seq: read and written page by page, at the pace of whoever takes it. */
export async function* recipientsCsv(room: Newsroom, issue: Issue): AsyncGenerator<string> {
  yield stringify([RECIPIENT_COLUMNS]);
  for await (const page of recipientLines(room.store, issue.id)) yield stringify(page.map(cells));
}

/** Addresses and reasons are strangers' words, and a spreadsheet runs what looks like a formula. */
function cells(line: RecipientLine): (string | number)[] {
  const { seq, email, state, reason, event, eventAt, batch, variant } = toRecipient(line);
  return [
    seq,
    guardFormula(email),
    state,
    guardFormula(reason),
    event ?? '',
    eventAt === null ? '' : new Date(eventAt).toISOString(),
    batch?.n ?? '',
    batch?.provider ?? '',
    guardFormula(line.providerId),
    variant === null ? '' : variantName(variant),
  ];
}
