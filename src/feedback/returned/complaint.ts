import { addressIn } from './address.ts';
import { type Fields, readFields } from './fields.ts';
import { type OpenedMail, quotedHeaders } from './opened-mail.ts';
import type { ReturnedMail } from './said.ts';

/** Reads reports by a provider that a reader complained: ARF (RFC 5965) and Microsoft's own. @returns null for none */
export function readComplaint(mail: OpenedMail): ReturnedMail[] | null {
  return readFeedback(mail) ?? readJunkReport(mail);
}

/** Several reports in one mail, each followed by the mail it is about, are rare and do come. */
function readFeedback({ type, parts }: OpenedMail): ReturnedMail[] | null {
  // A person who forwards one has it in a mail of another kind.
  if (type !== 'multipart/report') return null;
  const reports = parts.flatMap((part, place) =>
    part.type === 'message/feedback-report' ? [{ part, place }] : [],
  );
  if (reports.length === 0) return null;
  return reports.map(({ part, place }) => {
    const fields = readBlocksAsOne(part.text);
    return saidBy(fields, quotedHeaders(parts, place + 1));
  });
}

function readBlocksAsOne(text: string): Fields {
  // An empty line in the middle would hide what stands below it.
  return readFields(text.replace(/\n\s*\n/g, '\n').trimStart());
}

function saidBy(fields: Fields, headers: Fields): ReturnedMail {
  const recipient =
    addressIn(fields.get('original-rcpt-to') ?? '') ??
    addressIn(fields.get('removal-recipient') ?? '') ??
    addressIn(headers.get('to') ?? '');
  const type = (fields.get('feedback-type') ?? '').toLowerCase().trim();
  switch (type) {
    case 'abuse':
    case 'fraud':
    case 'complaint':
      return { is: 'complained', type, recipient, headers };
    case 'opt-out':
    case 'opt-out-list':
      return { is: 'left', recipient, headers };
    // not-spam is the contrary; auth-failure (RFC 6591) and virus are said by machines; of `other` nobody knows what it is.
    default:
      return { is: 'other' };
  }
}

/** Hotmail's junk reporting as it was before ARF: the mail itself, with a header that names the reader. */
function readJunkReport({ from, parts }: OpenedMail): ReturnedMail[] | null {
  if (!/^staff@(hotmail|outlook|live)\.com$/.test(from)) return null;
  const headers = quotedHeaders(parts);
  const recipient = addressIn(headers.get('x-hmxmroriginalrecipient') ?? '');
  return recipient === null ? null : [{ is: 'complained', type: 'abuse', recipient, headers }];
}
