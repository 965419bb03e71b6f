import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StandIn, type StandInOptions, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { fixedClock } from '../support/clock.ts';

const clock = fixedClock('2026-11-26T23:00:00Z');
let standIn: StandIn;

beforeEach(async () => {
  clock.set('2026-11-26T23:00:00Z');
  await start();
});

afterEach(() => standIn.close());

async function start(options: StandInOptions = {}): Promise<void> {
  standIn = await startStandIn({ now: clock.now, ...options });
}

async function restart(options: StandInOptions): Promise<void> {
  await standIn.close();
  await start(options);
}

const entry = { from: 'V <v@weekly.example>', to: 'ada@readers.example', subject: 'S', text: 'T' };

async function post(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const response = await fetch(`${standIn.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${standIn.apiKey}`, 'user-agent': 'test', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

function named(status: number, name: string): object {
  return { status, body: { statusCode: status, name, message: expect.any(String) } };
}

describe('the stand-in at its door', () => {
  it('wants a key, and the right one', async () => {
    expect(await post('/emails', entry, { authorization: '' })).toMatchObject(named(401, 'missing_api_key'));
    expect(await post('/emails', entry, { authorization: 'Bearer re_other' })).toMatchObject(
      named(401, 'validation_error'),
    );
    expect(standIn.ledger()).toMatchObject({
      accepted: 0,
      refusals: { missing_api_key: 1, validation_error: 1 },
    });
  });

  it('wants a user agent, as the API does', async () => {
    const status = await new Promise(resolve => {
      const request = httpRequest(`${standIn.url}/emails`, {
        method: 'POST',
        headers: { authorization: `Bearer ${standIn.apiKey}` },
      });
      request.on('response', response => resolve(response.resume().statusCode)).end(JSON.stringify(entry));
    });
    expect(status).toBe(403);
  });

  it('lets a sending-only key do nothing else', async () => {
    await restart({ sendingOnly: true });
    const headers = { authorization: `Bearer ${standIn.apiKey}`, 'user-agent': 'test' };
    const domains = await fetch(`${standIn.url}/domains`, { headers });
    expect([domains.status, await domains.json()]).toEqual([
      401,
      { statusCode: 401, name: 'restricted_api_key', message: expect.any(String) },
    ]);
    expect((await post('/emails', entry)).status).toBe(200);
  });

  it('counts requests by the second and says so on every answer', async () => {
    standIn.limit({ requestsPerSecond: 2 });
    const answers = [
      await post('/emails', entry),
      await post('/emails', entry),
      await post('/emails', entry),
    ];
    expect(answers.map(({ status, headers }) => [status, headers.get('ratelimit-remaining')])).toEqual([
      [200, '1'],
      [200, '0'],
      [429, '0'],
    ]);
    expect(answers[2]).toMatchObject(named(429, 'rate_limit_exceeded'));
    expect(answers[2]?.headers.get('retry-after')).toBe('1');
    expect(answers[0]?.headers.get('ratelimit-policy')).toBe('2;w=1');
    clock.advance(1_000);
    expect((await post('/emails', entry)).status).toBe(200);
  });

  it('refuses senders at domains nobody has verified', async () => {
    await restart({ domains: ['weekly.example'] });
    expect((await post('/emails', entry)).status).toBe(200);
    expect(await post('/emails', { ...entry, from: 'v@other.example' })).toMatchObject(
      named(403, 'validation_error'),
    );
  });
});

describe('a key', () => {
  const key = { 'idempotency-key': 'k' };

  it('gives the same answer to the same bytes for a day, then is forgotten', async () => {
    const first = await post('/emails', entry, key);
    clock.advance(24 * 3_600_000 - 1);
    expect((await post('/emails', entry, key)).body).toEqual(first.body);
    clock.advance(1);
    expect((await post('/emails', entry, key)).body).not.toEqual(first.body);
    expect(standIn.ledger()).toMatchObject({
      accepted: 2,
      replays: 1,
      duplicates: [{ address: 'ada@readers.example', kind: '', issue: '', times: 2 }],
    });
  });

  it('is a conflict for other bytes, even where they mean the same', async () => {
    await post('/emails', entry, key);
    const spaced = JSON.stringify(entry, null, 1);
    expect(await post('/emails', spaced, key)).toMatchObject(named(409, 'invalid_idempotent_request'));
    expect(standIn.ledger()).toMatchObject({ accepted: 1, conflicts: 1 });
  });

  it('is in flight until its first request is done', async () => {
    standIn.fault({ do: 'hold' });
    const held = post('/emails', entry, key);
    await expect.poll(() => standIn.requests().length).toBe(1);
    expect(await post('/emails', entry, key)).toMatchObject(named(409, 'concurrent_idempotent_requests'));
    standIn.release();
    expect((await held).status).toBe(200);
    expect((await post('/emails', entry, key)).body).toEqual((await held).body);
  });

  it('of a refused request is free again', async () => {
    standIn.refuse(['Ada@readers.example']);
    expect(await post('/emails', entry, key)).toMatchObject(named(422, 'validation_error'));
    standIn.refuse([]);
    expect((await post('/emails', entry, key)).status).toBe(200);
  });

  it('has 1 to 256 characters', async () => {
    expect(await post('/emails', entry, { 'idempotency-key': 'k'.repeat(257) })).toMatchObject(
      named(400, 'invalid_idempotency_key'),
    );
  });
});

describe('a batch', () => {
  const bad = { ...entry, to: 'nobody' };

  it('in strict mode, the default, is all or nothing', async () => {
    expect(await post('/emails/batch', [entry, bad])).toMatchObject(named(422, 'validation_error'));
    expect(standIn.ledger().accepted).toBe(0);
    expect((await post('/emails/batch', [entry, entry])).body).toEqual({
      data: standIn.ledger().mails.map(({ id }) => ({ id })),
    });
  });

  it('in permissive mode takes the good ones and names the others', async () => {
    const answer = await post('/emails/batch', [bad, entry], { 'x-batch-validation': 'permissive' });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        data: [{ id: standIn.ledger().mails[0]?.id }],
        errors: [{ index: 0, message: expect.stringContaining('`to`') }],
      },
    });
  });

  it.each([
    ['101 mails', Array(101).fill(entry), 422],
    ['no mail', [], 422],
    ['an object', entry, 422],
    ['no JSON', '[', 400],
    ['a mail without a body', [{ ...entry, text: undefined }], 422],
    ['a mail without a subject', [{ ...entry, subject: undefined }], 422],
    ['51 recipients', [{ ...entry, to: Array(51).fill('a@b.example') }], 422],
    ['a tag with a space', [{ ...entry, tags: [{ name: 'kind', value: 'a b' }] }], 422],
  ])('is refused with %s', async (_what, body, status) => {
    expect((await post('/emails/batch', body)).status).toBe(status);
    expect(standIn.ledger().accepted).toBe(0);
  });

  it('over a quota is refused whole, until the day or the month is over', async () => {
    standIn.limit({ dailyQuota: 3, monthlyQuota: 4 });
    expect((await post('/emails/batch', [entry, entry])).headers.get('x-resend-daily-quota')).toBe('2');
    expect(await post('/emails/batch', [entry, entry])).toMatchObject(named(429, 'daily_quota_exceeded'));
    standIn.advance(3_600_000);
    expect((await post('/emails/batch', [entry, entry])).status).toBe(200);
    expect(await post('/emails', entry)).toMatchObject(named(429, 'monthly_quota_exceeded'));
    standIn.advance(5 * 24 * 3_600_000);
    expect((await post('/emails', entry)).status).toBe(200);
  });
});

describe('what can be read back', () => {
  it('is a mail by its id and the domains', async () => {
    const { body } = await post('/emails', { ...entry, tags: [{ name: 'kind', value: 'issue' }] });
    const { id } = body as { id: string };
    const headers = { authorization: `Bearer ${standIn.apiKey}`, 'user-agent': 'test' };
    const read = await fetch(`${standIn.url}/emails/${id}`, { headers });
    expect(await read.json()).toEqual({
      object: 'email',
      id,
      to: ['ada@readers.example'],
      from: entry.from,
      subject: 'S',
      created_at: '2026-11-26T23:00:00.000Z',
      last_event: 'delivered',
      tags: [{ name: 'kind', value: 'issue' }],
    });
    expect((await fetch(`${standIn.url}/emails/none`, { headers })).status).toBe(404);
    expect((await fetch(`${standIn.url}/domains`, { headers })).status).toBe(200);
    expect((await fetch(`${standIn.url}/emails`, { method: 'DELETE', headers })).status).toBe(405);
  });
});
