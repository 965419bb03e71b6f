import { type PostmarkStandIn, startPostmark } from '../../../scripts/stand-in/postmark/stand-in.ts';
import type { Mailer, MailerAnswer, MailMessage } from '../../../src/delivery/mailers/mailer.ts';
import { postmarkMailer } from '../../../src/delivery/mailers/postmark.ts';
import type { FixedClock } from '../../support/clock.ts';
import { mailTo } from '../../support/resend-pair.ts';

/** The Postmark mailer and the stand-in it talks to. */
export interface PostmarkPair {
  readonly standIn: PostmarkStandIn;
  readonly mailer: Mailer;
  submit(
    messages?: readonly MailMessage[],
    options?: Partial<Parameters<Mailer['submit']>[1]>,
  ): Promise<MailerAnswer>;
  close(): Promise<void>;
}

export async function startPostmarkPair(clock: FixedClock): Promise<PostmarkPair> {
  const standIn = await startPostmark({ now: clock.now });
  const mailer = postmarkOf(standIn, clock);
  return {
    standIn,
    mailer,
    submit: (messages = threeReaders, options = {}) =>
      mailer.submit(messages, { key: 'k/1', signal: new AbortController().signal, ...options }),
    close: async () => {
      await mailer.close();
      await standIn.close();
    },
  };
}

export function postmarkOf(standIn: PostmarkStandIn, clock: FixedClock, stream = 'broadcast'): Mailer {
  return postmarkMailer({
    token: standIn.account.token,
    stream,
    baseUrl: `${standIn.url}/`,
    clock: clock.now,
  });
}

/** Of one issue, with seqs on both sides of a block's end. */
export const threeReaders: readonly MailMessage[] = ['ada', 'bob', 'cleo'].map((who, index) => {
  const mail = mailTo(`${who}@readers.example`);
  return { ...mail, tags: { ...mail.tags, delivery: `inst_7_${498 + index}` } };
});
