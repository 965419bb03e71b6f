import { expect, it } from 'vitest';
import { readsReplies } from '../../src/settings/replies.ts';

const real = ['resend'] as const;
const outbox = ['outbox'] as const;

it.each([
  ['editor@weekly.org', real, true],
  ['The Desk <desk@weekly.org>', real, true],
  ['Replies <noreplyguy@weekly.org>', real, true],
  ['no-reply@weekly.org', real, false],
  ['noreply@weekly.org', outbox, false],
  ['Weekly <do_not_reply@weekly.org>', real, false],
  ['Weekly <donotreply+w48@weekly.org>', real, false],
  // The default: an address of nobody's, which only a mail that leaves nobody's machine may ask answers to.
  ['editor@verdicts.example', outbox, true],
  ['editor@verdicts.example', real, false],
  ['editor@verdicts.example', ['outbox', 'smtp'] as const, false],
  ['a@example.com', real, false],
  ['a@notexample.com', real, true],
])('answers to %s, sent by %j: %j', (MAIL_REPLY_TO, MAIL_PROVIDER, read) => {
  expect(readsReplies({ MAIL_REPLY_TO, MAIL_PROVIDER: [...MAIL_PROVIDER] })).toBe(read);
});
