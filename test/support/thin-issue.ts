import type { StandIn } from '../../scripts/stand-in/stand-in.ts';
import type { FrozenMail } from '../../src/delivery/freeze.ts';
import type { Mailer, Publication } from '../../src/delivery/mailers/mailer.ts';
import { resendMailer } from '../../src/delivery/mailers/resend.ts';
import type { FrozenIssue } from '../../src/delivery/payload.ts';
import type { Recipient } from '../../src/delivery/recipient.ts';
import { issueTemplates } from '../../src/delivery/templates.ts';
import { compileMail } from '../../src/render/compiled-mail.ts';
import { placeholderFields } from '../../src/render/placeholders.ts';
import type { FixedClock } from './clock.ts';
import { frozenMail, WEEK } from './frozen-issue.ts';

export const never = new AbortController().signal;

export const HOSTILE_NAMES = [
  '',
  'Zoë "Quote" O’Brien',
  '</p><script>alert(1)</script>&amp;',
  '\\u0022,"to":["eve@evil.example"]}',
  'back\\slash \\" \\n',
  'tab\there\r\nand line',
  'lone \ud800 surrogate \udfff',
  '😀 👩‍👩‍👧 नमस्ते مرحبا',
  '\u202egnp.exe \u2028 \u0000 \u001b[31m',
  '$& $1 $` $$ %s }}} }',
  '日本語の名前'.repeat(30),
  "'single' `back` <!-- -->",
];

export function thinMailer(
  standIn: StandIn,
  clock: FixedClock,
  wire: 'full' | 'thin' = 'thin',
): Mailer & { readonly thin: NonNullable<Mailer['thin']>; readonly bulk: NonNullable<Mailer['bulk']> } {
  const mailer = resendMailer({ apiKey: standIn.apiKey, baseUrl: standIn.url, clock: clock.now, wire });
  if (!mailer.thin || !mailer.bulk) throw new Error('The Resend mailer has lost its wires.');
  return { ...mailer, thin: mailer.thin, bulk: mailer.bulk };
}

/** Publishes a mail as the sender would. */
export function publish(mailer: Mailer, mail: FrozenMail, name = 'inst/2026-W48/1'): Promise<Publication> {
  const { from, replyTo, compiled, publicUrl } = mail.mail;
  if (!mailer.thin) throw new Error('This mailer has no thin wire.');
  const turn = () => Promise.resolve(true);
  return mailer.thin.publish({
    mail: { from, replyTo, compiled, publicUrl, tags: {}, templateId: '' },
    name,
    signal: never,
    turn,
  });
}

/** An issue of one mail, with the template it was given. */
export function thinIssue(templateId: string, mail = frozenMail()): FrozenIssue {
  const kept = [{ variant: 1, templateId, refused: false }];
  return {
    issueId: 7,
    week: WEEK,
    mails: [mail],
    installationId: 'inst',
    templates: issueTemplates(kept, { find: async () => kept, refuse: async () => {} }),
  };
}

export function recipients(names: readonly string[]): Recipient[] {
  return names.map((name, index) => ({
    seq: index + 1,
    subscriberId: 1_000 + index,
    email: index % 2 === 0 ? `reader${index}@example.org` : `o'brien+${index}@example.org`,
    name,
    variant: 1,
  }));
}

/** The small mail with other words around its links. */
export function mailWith(words: {
  readonly html?: (reader: string) => string;
  readonly text?: (reader: string) => string;
  readonly subject?: string;
  readonly votes?: number;
}): FrozenMail {
  const plain = frozenMail();
  const nonce = '0123456789abcdef';
  const fields = placeholderFields(nonce);
  const votes = words.votes ?? 1;
  const ballots = Array.from({ length: votes }, (_, index) => fields.vote(index + 1));
  const links = [fields.preferences, fields.unsubscribe, ...ballots];
  const html = words.html?.(fields.reader) ?? `<p>${fields.reader}</p>`;
  const compiled = compileMail({
    subject: words.subject ?? 'Zed vs Windsurf',
    html: `${html}${links.map(link => `<a href="${link}?choice=a">x</a>`).join('')}`,
    text: [words.text?.(fields.reader) ?? fields.reader, ...links].join('\n'),
    headers: { 'List-Unsubscribe': `<${fields.unsubscribe}>` },
    nonce,
    votes,
  });
  return { ...plain, mail: { ...plain.mail, compiled } };
}
