import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SesStandInFault } from '../../../scripts/stand-in/ses/faults.ts';
import { shownMail } from '../../../scripts/stand-in/ses/mails.ts';
import { sesMailer } from '../../../src/delivery/mailers/ses.ts';
import { sesAnswer } from '../../../src/delivery/mailers/ses-answer.ts';
import { sesFault } from '../../../src/delivery/mailers/ses-fault.ts';
import { fixedClock } from '../../support/clock.ts';
import { closedPort } from '../../support/closed-port.ts';
import { mailTo } from '../../support/resend-pair.ts';
import { type SesPair, startSesPair } from '../../support/ses-pair.ts';
import { message } from './issue-mail.ts';

const clock = fixedClock('2026-11-26T09:00:00Z');
let pair: SesPair;

beforeEach(async () => {
  clock.set('2026-11-26T09:00:00Z');
  pair = await startSesPair(clock);
});

afterEach(() => pair.close());

const no = (status: number, name: string, message = 'no'): SesStandInFault => ({
  do: 'answer',
  status,
  name,
  message,
});

describe('a mail over SES', () => {
  it('arrives as it is, one a call, with its tags, the configuration set and the name of its delivery', async () => {
    expect(pair.mailer).toMatchObject({ name: 'ses', maxBatch: 1, keyWindowMs: null, tellsHandover: true });
    const answer = await pair.submit(message);
    const [mail] = pair.standIn.mails;
    expect(answer).toMatchObject({ kind: 'accepted', items: [{ kind: 'accepted', id: mail?.id }] });
    expect(mail).toMatchObject({ to: message.to, tags: message.tags, configurationSet: 'issues' });
    const shown = await shownMail(mail!);
    expect(shown).toMatchObject({ subject: message.subject, html: message.html, text: message.text });
    expect(shown.headers).toMatchObject({ 'list-unsubscribe-post': 'List-Unsubscribe=One-Click' });
    expect(shown.headers['x-verdicts-delivery']).toMatch(/^[0-9a-f]{40}$/);
    const bytes = String(mail?.content.kind === 'raw' && mail.content.bytes);
    expect(bytes).not.toContain(message.tags.delivery?.split('_')[0]);
  });

  it('has the same bytes on every attempt, and another delivery another name', async () => {
    await pair.submit(message);
    await pair.submit(message);
    await pair.submit({ ...message, tags: { ...message.tags, delivery: 'inst_7_124' } });
    const [first, again, other] = pair.standIn.mails.map(({ content }) => content);
    expect(again).toEqual(first);
    const named = await Promise.all(pair.standIn.mails.map(shownMail));
    expect(named[2]?.headers['x-verdicts-delivery']).not.toBe(named[0]?.headers['x-verdicts-delivery']);
    expect(other).not.toEqual(first);
  });

  it.each([
    ['too fast', { do: 'busy' }, { kind: 'wait', because: 'rate', retryAfterMs: 1_000 }],
    [
      'a rate of the older words',
      no(400, 'ThrottlingException', 'Maximum sending rate exceeded.'),
      { kind: 'wait', because: 'rate' },
    ],
    [
      'the quota of a day',
      no(400, 'Throttling', 'Daily message quota exceeded'),
      { kind: 'wait', because: 'daily_quota' },
    ],
    ['a limit', no(400, 'LimitExceededException', 'no'), { kind: 'wait', because: 'daily_quota' }],
    ['paused', no(400, 'SendingPausedException'), { kind: 'refused', scope: 'account' }],
    ['suspended', no(400, 'AccountSuspendedException'), { kind: 'refused', scope: 'account' }],
    [
      'a sender nobody verified',
      no(400, 'MailFromDomainNotVerifiedException'),
      { kind: 'refused', scope: 'account' },
    ],
    [
      'no such configuration set',
      no(404, 'NotFoundException', 'Configuration set <issues> does not exist.'),
      { kind: 'refused', scope: 'account' },
    ],
    ['an expired token', no(403, 'ExpiredTokenException'), { kind: 'refused', scope: 'account' }],
    ['no right to send', no(403, 'AccessDeniedException'), { kind: 'refused', scope: 'account' }],
    [
      'a bad tag',
      no(400, 'BadRequestException', 'Invalid value of an EmailTag'),
      { kind: 'refused', scope: 'account' },
    ],
    [
      'a bad address',
      no(400, 'BadRequestException', 'Missing final ‘@domain’'),
      { kind: 'refused', scope: 'payload' },
    ],
    [
      'content it does not want',
      no(400, 'MessageRejected', 'Transaction failed'),
      { kind: 'refused', scope: 'payload' },
    ],
    ['a redirect', no(307, 'Moved'), { kind: 'refused', scope: 'account' }],
  ] as const)('tells %s apart, and has handed over nothing', async (_what, fault, answer) => {
    pair.standIn.fault(fault);
    expect(await pair.submit()).toMatchObject(answer);
    expect([pair.standIn.calls(), pair.standIn.mails.length]).toEqual([1, 0]);
  });

  it.each<[string, SesStandInFault, number]>([
    ['a reset before the request was read', { do: 'reset' }, 0],
    ['an answer that was lost', { do: 'lose' }, 1],
    ['half an answer', { do: 'half' }, 1],
    ['a page that says yes', { do: 'rubbish', status: 200, taken: true }, 1],
    ['a page of a gateway', { do: 'rubbish', status: 502, taken: false }, 0],
    ['a no that SES has not said', { do: 'say', status: 404, body: '<html>Not found</html>' }, 1],
    ['a fault of SES', no(500, 'InternalServiceErrorException'), 0],
    ['a yes without an id', { do: 'say', status: 200, body: '{}' }, 1],
    ['an empty yes', { do: 'say', status: 200, body: '' }, 1],
    ['a conflict', no(409, 'ConflictException'), 0],
  ])('never guesses what %s means, and asks once', async (_what, fault, taken) => {
    pair.standIn.fault(fault);
    expect(await pair.submit()).toMatchObject({ kind: 'unclear', reason: expect.stringMatching(/./) });
    expect([pair.standIn.calls(), pair.standIn.mails.length]).toEqual([1, taken]);
  });

  it('is unclear once our patience has ended', async () => {
    const patience = new AbortController();
    pair.standIn.fault({ do: 'hang', taken: true });
    const answer = pair.submit(message, { signal: patience.signal });
    await expect.poll(() => pair.standIn.mails.length).toBe(1);
    expect(pair.mailer.underWay?.()).toBe(1);
    patience.abort();
    expect(await answer).toMatchObject({ kind: 'unclear' });
    expect(pair.mailer.underWay?.()).toBe(0);
  });

  it('waits where nothing left this machine: nobody listens, or it was stopped before', async () => {
    const stopped = await pair.submit(message, { signal: AbortSignal.abort() });
    expect(stopped).toMatchObject({ kind: 'wait', because: 'busy', retryAfterMs: 0 });
    const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'x' };
    const baseUrl = `http://127.0.0.1:${await closedPort()}`;
    const lonely = sesMailer({ region: 'eu-west-1', baseUrl, credentials, clock: clock.now });
    const signal = new AbortController().signal;
    expect(await lonely.submit([message], { key: 'k', signal })).toMatchObject({
      kind: 'wait',
      because: 'busy',
    });
    expect(pair.standIn.calls()).toBe(0);
  });

  it('leaves nothing of a mail that may not be handed over any more', async () => {
    const onHandover = () => Promise.reject(new Error('The lease ran out before the mail left.'));
    const signal = new AbortController().signal;
    expect(await pair.mailer.submit([message], { key: 'k', signal, onHandover })).toMatchObject({
      kind: 'wait',
    });
    expect([pair.standIn.calls(), pair.standIn.mails.length]).toEqual([0, 0]);
  });

  it('blames the sandbox on us, not on the reader, and says what it is', async () => {
    pair.standIn.account({ production: false, verified: ['ada@readers.example'] });
    expect(await pair.submit()).toMatchObject({ kind: 'accepted' });
    const answer = await pair.submit(mailTo('bob@readers.example'));
    expect(answer).toMatchObject({
      kind: 'refused',
      scope: 'account',
      reason: expect.stringContaining('sandbox'),
    });
    expect(answer).not.toMatchObject({ reason: expect.stringContaining('bob@') });
  });

  it('rejects an address that cannot stand in a mail without asking, and has several mails halved', async () => {
    expect(await pair.submit(mailTo('a b@readers.example'))).toMatchObject({ items: [{ kind: 'rejected' }] });
    const signal = new AbortController().signal;
    const two = await pair.mailer.submit([message, message], { key: 'k', signal });
    expect(two).toMatchObject({ kind: 'refused', scope: 'payload' });
    expect(pair.standIn.calls()).toBe(0);
  });
});

describe('a connection that never came about', () => {
  it.each([
    'the request socket did not establish a connection with the server within the configured timeout of 5000 ms.',
    'Client network socket disconnected before secure TLS connection was established',
  ])('leaves nothing unclear: %s', words => {
    const error = Object.assign(new Error(words), { name: 'TimeoutError' });
    const fault = sesFault(error, { isHandedOver: true, isAborted: false });
    expect(sesAnswer(fault, { thin: false })).toMatchObject({ kind: 'wait', because: 'busy' });
    const reset = Object.assign(new Error('read ECONNRESET'), {
      name: 'TimeoutError',
      code: 'ECONNRESET',
      syscall: 'read',
    });
    const other = sesFault(reset, { isHandedOver: true, isAborted: false });
    expect(sesAnswer(other, { thin: false })).toMatchObject({ kind: 'unclear' });
  });
});
