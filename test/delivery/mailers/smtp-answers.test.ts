import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mailer, MailerAnswer, MailMessage } from '../../../src/delivery/mailers/mailer.ts';
import { messageId } from '../../../src/delivery/mailers/mime.ts';
import { smtpMailer } from '../../../src/delivery/mailers/smtp.ts';
import { fixedClock } from '../../support/clock.ts';
import { type SmtpReaction, type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts';

const clock = fixedClock('2026-11-26T09:00:00Z');
const never = new AbortController().signal;
const message: MailMessage = {
  kind: 'issue',
  name: '2026-w48-7',
  from: 'Verdicts <verdicts@weekly.example>',
  replyTo: 'editor@weekly.example',
  to: 'ada@readers.example',
  subject: 'Zed or Windsurf?',
  html: '<p>Zed ✓</p>',
  text: 'Zed ✓',
  headers: { 'X-Verdicts-Kind': 'issue' },
  tags: {},
};
const accepted = { kind: 'accepted', items: [{ kind: 'accepted', id: messageId(message) }] };

let sink: SmtpSink;
let mailer: Mailer;

beforeEach(async () => {
  sink = await startSmtpSink();
  mailer = smtpMailer({ url: `smtp://user:secret@127.0.0.1:${sink.port}`, clock: clock.now });
});

afterEach(async () => {
  await mailer.close();
  await sink.close();
});

function submit(signal = never): Promise<MailerAnswer> {
  return mailer.submit([message], { key: 'unused', signal });
}

/** The sink says this to the first command that starts like that, and its usual answer to all others. */
function once(start: string, reaction: SmtpReaction): void {
  let said = false;
  sink.react = command => {
    if (said || !command.startsWith(start)) return null;
    said = true;
    return reaction;
  };
}

describe('a clear no', () => {
  it.each<[string, string, string, Partial<MailerAnswer>]>([
    ['a busy server at the greeting', 'connect', '421 4.3.2 Later', { kind: 'wait', because: 'busy' }],
    [
      'a closed door',
      'connect',
      '554 5.7.1 Go away',
      { kind: 'refused', scope: 'account', code: 'smtp_554' },
    ],
    ['a wrong password', 'AUTH', '535 5.7.8 No', { kind: 'refused', scope: 'account', code: 'smtp_535' }],
    ['a login that fails for now', 'AUTH', '454 4.7.0 Later', { kind: 'wait', because: 'busy' }],
    ['a sender nobody wants', 'MAIL', '550 5.7.1 Sender refused', { kind: 'refused', scope: 'account' }],
    ['a sender without a login', 'MAIL', '530 5.7.0 Login first', { kind: 'refused', scope: 'account' }],
    [
      'a sender to try later',
      'MAIL',
      '451 4.3.0 Later',
      { kind: 'wait', because: 'busy', retryAfterMs: 30_000 },
    ],
    ['a mail too big', 'MAIL', '552 5.3.4 Too big', { kind: 'refused', scope: 'payload', code: 'smtp_552' }],
    ['a grey list', 'RCPT', '450 4.2.0 Greylisted', { kind: 'wait', because: 'reader' }],
    [
      'a relay that does not know us',
      'RCPT',
      '554 5.7.1 Relay access denied',
      { kind: 'refused', scope: 'account' },
    ],
    ['a server out of step', 'RCPT', '503 5.5.1 Bad sequence', { kind: 'wait', because: 'busy' }],
    ['a refused body', 'DATA', '554 5.6.0 No', { kind: 'refused', scope: 'payload', code: 'smtp_554' }],
    ['a content filter', '.', '554 5.7.1 Spam', { kind: 'refused', scope: 'account', code: 'smtp_554' }],
    [
      'an unverified sender, said last',
      '.',
      '554 Address is not verified',
      { kind: 'refused', scope: 'account' },
    ],
    [
      'a mail refused at last',
      '.',
      '550 5.6.1 Bad part',
      { kind: 'refused', scope: 'payload', code: 'smtp_550' },
    ],
    ['a full disk at last', '.', '452 4.3.1 Later', { kind: 'wait', because: 'busy' }],
    ['a server going down in place of a yes', '.', '421 4.3.2 Bye', { kind: 'wait', because: 'busy' }],
  ])('is %s', async (_what, command, reply, expected) => {
    once(command, reply);
    expect(await submit()).toMatchObject(expected);
    expect(sink.mails).toEqual([]);
    expect(await submit()).toEqual(accepted);
  });

  it.each([
    '550 5.1.1 User unknown',
    '550 5.1.1 <ada@readers.example>: unknown in relay recipient table',
    '552 Full',
  ])('to one address (%s) rejects that reader and nobody else', async reply => {
    once('RCPT', reply);
    const answer = await submit();
    expect(answer).toMatchObject({ kind: 'accepted', items: [{ kind: 'rejected' }] });
    expect(JSON.stringify(answer)).not.toContain('ada@');
    expect(await submit()).toEqual(accepted);
  });

  it('is a wrong password in SMTP_URL', async () => {
    const wrong = smtpMailer({ url: `smtp://user:wrong@127.0.0.1:${sink.port}`, clock: clock.now });
    const answer = await wrong.submit([message], { key: 'k', signal: never });
    await wrong.close();
    expect(answer).toMatchObject({ kind: 'refused', scope: 'account', code: 'smtp_535' });
  });
});

describe('nothing was taken', () => {
  it.each([
    ['connect', 'reset'],
    ['EHLO', 'reset'],
    ['AUTH', 'reset'],
    ['MAIL', 'reset'],
    ['RCPT', 'reset'],
    ['DATA', 'reset'],
  ] as const)('when the connection breaks at %s: the same mail may go later', async (command, reaction) => {
    once(command, reaction);
    expect(await submit()).toMatchObject({ kind: 'wait', because: 'busy' });
    expect(await submit()).toEqual(accepted);
    expect(sink.mails).toHaveLength(1);
  });

  it('when a server hangs up on everybody; no connection is tried behind our back', async () => {
    sink.react = command => (command === 'connect' ? 'close' : null);
    expect(await submit()).toMatchObject({ kind: 'wait', because: 'busy' });
    expect(sink.connections).toBe(1);
  });

  it('when no server listens', async () => {
    await sink.close();
    expect(await submit()).toMatchObject({ kind: 'wait', because: 'busy', retryAfterMs: 5_000 });
  });

  it.each(['connect', 'AUTH', 'RCPT', 'DATA'])(
    'when our patience ends while the server thinks at %s',
    async command => {
      const patience = new AbortController();
      once(command, 'silence');
      const answer = submit(patience.signal);
      await expect.poll(() => sink.commands.some(heard => heard.startsWith(command))).toBe(true);
      patience.abort();
      expect(await answer).toMatchObject({ kind: 'wait', because: 'busy' });
      expect(await submit()).toEqual(accepted);
    },
  );

  it('when it was told to stop before it began', async () => {
    expect(await submit(AbortSignal.abort())).toMatchObject({ kind: 'wait', because: 'busy' });
    expect(sink.connections).toBe(0);
  });

  it('when the pool is closed already', async () => {
    await mailer.close();
    expect(await submit()).toMatchObject({ kind: 'wait', because: 'busy' });
  });
});

describe('an unclear end', () => {
  it('is a connection that breaks once the mail was handed over; nothing is handed over again by itself', async () => {
    once('.', 'reset');
    expect(await submit()).toMatchObject({ kind: 'unclear', reason: expect.stringMatching(/^E/) });
    expect(sink.commands.filter(command => command === '.')).toHaveLength(1);
  });

  it('is our patience ending before the last yes', async () => {
    const patience = new AbortController();
    once('.', 'silence');
    const answer = submit(patience.signal);
    await expect.poll(() => sink.commands.includes('.')).toBe(true);
    patience.abort();
    expect(await answer).toMatchObject({ kind: 'unclear' });
    expect(sink.commands.filter(command => command === '.')).toHaveLength(1);
  });
});
