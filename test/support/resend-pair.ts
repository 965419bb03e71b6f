import { type StandIn, type StandInOptions, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import type { Mailer, MailerAnswer, MailMessage } from '../../src/delivery/mailers/mailer.ts';
import { resendMailer } from '../../src/delivery/mailers/resend.ts';
import type { FixedClock } from './clock.ts';

/** The Resend mailer and the stand-in it talks to. */
export interface ResendPair {
  readonly standIn: StandIn;
  readonly mailer: Mailer;
  /** Three mails under one key, unless said otherwise. */
  submit(messages?: readonly MailMessage[], key?: string, signal?: AbortSignal): Promise<MailerAnswer>;
  close(): Promise<void>;
}

export async function startResendPair(clock: FixedClock, options: StandInOptions = {}): Promise<ResendPair> {
  const standIn = await startStandIn({ now: clock.now, ...options });
  const mailer = resendMailer({ apiKey: standIn.apiKey, baseUrl: standIn.url, clock: clock.now });
  const never = new AbortController().signal;
  return {
    standIn,
    mailer,
    submit: (messages = threeMails, key = 'k/1', signal = never) => mailer.submit(messages, { key, signal }),
    close: async () => {
      await mailer.close();
      await standIn.close();
    },
  };
}

export function mailTo(to: string, kind: MailMessage['kind'] = 'issue'): MailMessage {
  return {
    kind,
    name: 'mail',
    from: 'Weekly AI Tool Verdicts <verdicts@weekly.example>',
    replyTo: 'editor@weekly.example',
    to,
    subject: 'Zed or Windsurf?',
    html: '<p>Zed ✓</p>',
    text: 'Zed ✓',
    headers: { 'X-Verdicts-Kind': kind, 'List-Unsubscribe': '<https://weekly.example/u/1>' },
    tags: { kind, issue: '2026-W48', delivery: '7' },
  };
}

export const threeMails: readonly MailMessage[] = ['ada', 'bob', 'cleo'].map(who =>
  mailTo(`${who}@readers.example`),
);
