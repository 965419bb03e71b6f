import { z } from 'zod';

/** One mail that the stand-in has said yes to. */
export interface TakenMail {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  /** `/email` or `/email/batch`. */
  readonly path: string;
  readonly to: string;
  readonly from: string;
  readonly replyTo: string;
  readonly subject: string;
  readonly tag: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly stream: string;
}

/** A result as the API words it; `ErrorCode` 0 is a yes. */
export interface Result {
  readonly ErrorCode: number;
  readonly Message: string;
}

const header = z.strictObject({ Name: z.string().regex(/^[A-Za-z0-9-]+$/), Value: z.string() });
const wire = z.strictObject({
  From: z.string(),
  To: z.string(),
  ReplyTo: z.string().optional(),
  Subject: z.string().optional(),
  Tag: z.string().max(1_000).optional(),
  HtmlBody: z.string().optional(),
  TextBody: z.string().optional(),
  Headers: z.array(header).optional(),
  Metadata: z.record(z.string(), z.string()).optional(),
  MessageStream: z.string().default('outbound'),
  TrackOpens: z.boolean().optional(),
  TrackLinks: z.enum(['None', 'HtmlAndText', 'HtmlOnly', 'TextOnly']).optional(),
});

export type WireMail = z.output<typeof wire>;

const ADDRESS = /^[^\s@<>(),:;"]+@[^\s@<>(),:;"]+\.[^\s@<>(),:;".]+$/;

/** @returns the mail as it was put, or what the API says of its form */
export function readMail(entry: unknown): WireMail | Result {
  const read = wire.safeParse(entry);
  if (!read.success) {
    const [issue] = read.error.issues;
    const field = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : (issue?.path.join('.') ?? '');
    return { ErrorCode: 403, Message: `Invalid request field(s): ${field}.` };
  }
  const mail = read.data;
  if (!ADDRESS.test(bare(mail.From))) return invalid(`Invalid 'From' address: '${mail.From}'.`);
  if (!ADDRESS.test(mail.To)) return invalid(`Invalid 'To' address: '${mail.To}'.`);
  if (!mail.HtmlBody && !mail.TextBody) return invalid('Provide either email TextBody or HtmlBody or both.');
  const metadata = Object.entries(mail.Metadata ?? {});
  if (metadata.length > 10) return invalid('Metadata: at most 10 fields.');
  const long = metadata.find(([key, value]) => key.length > 20 || value.length > 80);
  return long ? invalid(`Metadata field '${long[0]}' is too long.`) : mail;
}

export function bare(mailbox: string): string {
  return /<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox;
}

function invalid(Message: string): Result {
  return { ErrorCode: 300, Message };
}
