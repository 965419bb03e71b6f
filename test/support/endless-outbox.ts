import { outboxMailer } from '../../src/delivery/mailers/outbox.ts';

/** Writes the same forty mails over and over into the folder given, until it is killed. */
const [directory = ''] = process.argv.slice(2);
const mailer = outboxMailer({ directory, clock: () => 0, instance: 'endless' });
const signal = new AbortController().signal;
const html = `<p>${'word '.repeat(20_000)}</p><p>the end</p>`;
const mails = Array.from({ length: 40 }, (_, n) => ({
  kind: 'issue' as const,
  name: `mail-${n}`,
  from: 'verdicts@weekly.example',
  replyTo: 'editor@weekly.example',
  to: `reader${n}@readers.example`,
  subject: 'S',
  html,
  text: 'T',
  headers: {},
  tags: {},
}));

for (;;) await mailer.submit(mails, { key: 'k', signal });
