import { spawn } from 'node:child_process';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

describe('faults', () => {
  it('strike the requests they are meant for, in turn', async () => {
    standIn.fault({ do: 'answer', status: 503, body: {}, after: 1, times: 2 });
    standIn.fault({ do: 'answer', status: 500, body: {} });
    const statuses = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await post('/emails', entry)).status);
    expect(statuses).toEqual([500, 503, 503, 200, 200]);
    expect(standIn.ledger()).toMatchObject({ requests: 5, accepted: 2 });
  });

  it('and everything else can be set over HTTP', async () => {
    const control = (route: string, body: unknown) => post(`/__stand-in/${route}`, body);
    await control('faults', [{ do: 'answer', status: 500, body: {} }]);
    await control('refuse', ['ada@readers.example']);
    await control('limits', { requestsPerSecond: 100, dailyQuota: 0 });
    expect((await post('/emails', entry)).status).toBe(500);
    expect((await post('/emails', entry)).status).toBe(422);
    await control('refuse', []);
    expect((await post('/emails', entry)).status).toBe(429);
    await control('limits', { dailyQuota: null });
    expect((await post('/emails', entry)).status).toBe(200);
    const ledger = await (await fetch(`${standIn.url}/__stand-in/ledger`)).json();
    expect(ledger).toEqual(JSON.parse(JSON.stringify(standIn.ledger())));
    expect(ledger).toMatchObject({ accepted: 1, addresses: { 'ada@readers.example': 1 } });
    await control('reset', null);
    expect(standIn.ledger()).toEqual({
      requests: 0,
      accepted: 0,
      replays: 0,
      conflicts: 0,
      refusals: {},
      addresses: {},
      duplicates: [],
      mails: [],
    });
    expect((await control('faults', [{ do: 'explode' }])).status).toBe(400);
    expect((await control('nothing', {})).status).toBe(404);
  });
});

describe('the ledger', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stand-in-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('outlives the stand-in, keys included, and a line cut off by a kill does not matter', async () => {
    const ledgerFile = join(folder, 'ledger.jsonl');
    await restart({ ledgerFile });
    const key = { 'idempotency-key': 'k' };
    const first = await post('/emails', entry, key);
    await appendFile(ledgerFile, '{"type":"accepted","at":1,"ma');
    await restart({ ledgerFile });
    expect((await post('/emails', entry, key)).body).toEqual(first.body);
    await restart({ ledgerFile });
    expect(standIn.ledger()).toMatchObject({ accepted: 1, replays: 1, duplicates: [] });
  });

  it('is there from the command line, with the lines to put into the settings', async () => {
    const script = join(import.meta.dirname, '../../scripts/stand-in.ts');
    const child = spawn(process.execPath, [script, '--port', '0', '--key', 're_mine']);
    let said = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      said += text;
    });
    await expect.poll(() => said).toMatch(/RESEND_API_KEY=re_mine\n/);
    const url = /^RESEND_BASE_URL=(http:\/\/127\.0\.0\.1:\d+)$/m.exec(said)?.[1];
    expect(await (await fetch(`${url}/__stand-in/ledger`)).json()).toMatchObject({ accepted: 0 });
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
