import { describe, expect, it } from 'vitest';
import { postmarkAnswer } from '../../../src/delivery/mailers/postmark-answer.ts';

const answer = (status: number, body: unknown, count = 3, headers: Record<string, string> = {}) =>
  postmarkAnswer({ status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) }, count);

const yes = (id: string) => ({
  To: 'a@b.example',
  SubmittedAt: '2026-11-26T09:00:00Z',
  MessageID: id,
  ErrorCode: 0,
  Message: 'OK',
});
const no = (ErrorCode: number, Message: string) => ({ ErrorCode, Message });

const INACTIVE = no(
  406,
  'You tried to send to recipient(s) that have been marked as inactive. Found inactive addresses: a@b.example. Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual suppression.',
);
const BAD_TO = no(300, "Invalid 'To' address: 'a@b'.");
const BAD_FROM = no(300, "Invalid 'From' address: 'verdicts'.");
const PENDING = no(
  412,
  "While your account is pending approval, all recipient addresses must share the same domain as the 'From' address.",
);
const TOO_FAST = no(429, 'Rate limit exceeded.');
const UNHEARD = no(4711, 'Something new.');

describe('a list of results', () => {
  it('gives each mail its own id', () => {
    expect(answer(200, [yes('1'), yes('2'), yes('3')])).toEqual({
      kind: 'accepted',
      items: ['1', '2', '3'].map(id => ({ kind: 'accepted', id })),
    });
  });

  it.each([
    ['an inactive address', INACTIVE, 'rejected'],
    ['an address that is none', BAD_TO, 'rejected'],
    ['a code nobody knows, while others pass', UNHEARD, 'rejected'],
    ['a limit', TOO_FAST, 'later'],
    ['maintenance', no(100, 'Maintenance'), 'later'],
    ['a pending account, which passes mails to its own domain', PENDING, 'later'],
    ['a sender that is not confirmed', no(401, 'Sender signature not confirmed.'), 'later'],
    ['credits that are used up half-way', no(405, 'Not allowed to send.'), 'later'],
  ])('beside mails that were taken: %s', (_, result, kind) => {
    const said = answer(200, [yes('1'), result, yes('3')]);
    expect(said).toMatchObject({ kind: 'accepted', items: [{ id: '1' }, { kind }, { id: '3' }] });
    expect(JSON.stringify(said)).not.toContain('@');
  });

  it.each([
    ['no such sender', no(400, 'The From address is not a Sender Signature.'), 'account', '400'],
    ['a sender that is not confirmed', no(401, 'Not confirmed.'), 'account', '401'],
    ['no credits', no(405, 'Out of credits.'), 'account', '405'],
    ['a pending account', PENDING, 'account', '412'],
    ['an account that may not send', no(413, 'May not send.'), 'account', '413'],
    ['no such stream', no(1235, 'No such stream.'), 'account', '1235'],
    ['a stream for incoming mail', no(1236, 'Not supported.'), 'account', '1236'],
    ['a From that is no address', BAD_FROM, 'account', '300'],
    ['a header it does not allow', no(300, "The header 'X-Odd' is not allowed."), 'account', '300'],
    ['a code nobody knows', UNHEARD, 'payload', '4711'],
  ])('that takes nobody, for %s', (_, result, scope, code) => {
    expect(answer(200, [result, result, result])).toMatchObject({ kind: 'refused', scope, code });
  });

  it('that takes nobody, for one reason of many readers, is about us', () => {
    const twelve = Array.from({ length: 12 }, () => UNHEARD);
    expect(answer(200, twelve, 12)).toMatchObject({ kind: 'refused', scope: 'account' });
  });

  it('that takes nobody, because every address is inactive, refuses each reader', () => {
    const said = answer(200, Array(12).fill(INACTIVE), 12);
    expect(said.kind === 'accepted' && said.items.map(({ kind }) => kind)).toEqual(
      Array(12).fill('rejected'),
    );
  });

  it('that takes nobody for now waits', () => {
    expect(answer(200, [TOO_FAST, TOO_FAST, TOO_FAST])).toMatchObject({ kind: 'wait', because: 'rate' });
    expect(answer(200, [TOO_FAST, INACTIVE, TOO_FAST])).toMatchObject({
      kind: 'accepted',
      items: [{ kind: 'later' }, { kind: 'rejected' }, { kind: 'later' }],
    });
  });

  it.each([
    ['too few results', [yes('1'), yes('2')]],
    ['too many', [yes('1'), yes('2'), yes('3'), yes('4')]],
    ['one id twice', [yes('1'), yes('1'), yes('3')]],
    ['a yes without an id', [yes('1'), { ErrorCode: 0, Message: 'OK' }, yes('3')]],
    ['a result without a code', [yes('1'), { Message: 'OK', MessageID: '2' }, yes('3')]],
    ['one result for all', yes('1')],
    ['a page', '<html>All is well</html>'],
    ['nothing', ''],
    ['half of it', '[{"ErrorCode":0,"MessageID":"1"},{"Err'],
  ])('that makes no sense is unclear: %s', (_, body) => {
    expect(answer(200, body)).toMatchObject({ kind: 'unclear' });
    expect(answer(202, body)).toMatchObject({ kind: 'unclear' });
  });
});

describe('an answer to the whole call', () => {
  it.each([
    [401, no(10, 'Bad or missing API token.'), { kind: 'refused', scope: 'account', code: '10' }],
    [422, no(402, 'Invalid JSON.'), { kind: 'refused', scope: 'account', code: '402' }],
    [422, no(403, 'Invalid request field(s): Foo.'), { kind: 'refused', scope: 'payload', code: '403' }],
    [422, no(410, 'Too many messages.'), { kind: 'refused', scope: 'account', code: '410' }],
    [415, no(409, 'JSON required.'), { kind: 'refused', scope: 'account', code: '409' }],
    [422, no(412, 'Pending.'), { kind: 'refused', scope: 'account', code: '412' }],
    [200, no(413, 'May not send.'), { kind: 'refused', scope: 'account', code: '413' }],
    [413, '<html>Request Entity Too Large</html>', { kind: 'refused', scope: 'payload', code: 'http_413' }],
    [429, TOO_FAST, { kind: 'wait', because: 'rate', retryAfterMs: 10_000 }],
    [429, '', { kind: 'wait', because: 'rate', retryAfterMs: 10_000 }],
    [503, no(100, 'Maintenance.'), { kind: 'wait', because: 'busy', retryAfterMs: 60_000 }],
    [503, '<html>Service Unavailable</html>', { kind: 'unclear' }],
    [500, no(500, 'Something broke.'), { kind: 'unclear' }],
    [502, '<html>Bad Gateway</html>', { kind: 'unclear' }],
    [408, no(300, 'Too slow.'), { kind: 'unclear' }],
    [401, '<html>Who are you?</html>', { kind: 'unclear', foreign: true }],
    [
      403,
      '<html><h1>403 Forbidden</h1></html>',
      { kind: 'unclear', foreign: true, reason: '403 403 Forbidden' },
    ],
    [404, 'null', { kind: 'unclear', foreign: true }],
    [422, { error: 'no' }, { kind: 'unclear', foreign: true }],
  ])('%i %j', (status, body, meant) => {
    expect(answer(status, body)).toMatchObject(meant);
  });

  it('that says when to come again is believed, within reason', () => {
    expect(answer(429, TOO_FAST, 3, { 'retry-after': '2' })).toMatchObject({ retryAfterMs: 2_000 });
    expect(answer(429, TOO_FAST, 3, { 'retry-after': '999999' })).toMatchObject({ retryAfterMs: 3_600_000 });
  });

  it('that leads elsewhere says that the address is wrong', () => {
    const said = answer(308, '', 3, { location: 'https://elsewhere.example/email/batch?token=1' });
    expect(said).toMatchObject({ kind: 'refused', scope: 'account', code: 'http_308' });
    expect(said).toHaveProperty('reason', expect.stringContaining('https://elsewhere.example,'));
  });

  it('to one letter is about that letter, or about us', () => {
    expect(answer(422, INACTIVE, 1)).toMatchObject({ kind: 'accepted', items: [{ kind: 'rejected' }] });
    expect(answer(422, BAD_TO, 1)).toMatchObject({ kind: 'accepted', items: [{ kind: 'rejected' }] });
    expect(answer(422, PENDING, 1)).toMatchObject({ kind: 'refused', scope: 'account' });
    expect(answer(200, yes('1'), 1)).toEqual({ kind: 'accepted', items: [{ kind: 'accepted', id: '1' }] });
  });
});
