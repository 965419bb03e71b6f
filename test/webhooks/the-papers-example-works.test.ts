import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { findEndpoint } from '../../src/storage/webhooks/endpoints.ts';
import { EVENT_TYPES } from '../../src/webhooks/outgoing-event.ts';
import { runningClock } from '../support/clock.ts';
import { freePort } from '../support/free-port.ts';
import { openTestApp } from '../support/newsroom.ts';
import { openSqliteStore } from '../support/stores.ts';
import { listen, tellNow, tellOf } from './telling.ts';

const paper = readFileSync(join(PROJECT_ROOT, 'docs/webhooks.md'), 'utf8');
const example = /```ts\n(.*?)```/s.exec(paper)?.[1] ?? '';

/** The example as somebody would have it: a file beside its packages, run by Node. */
async function runExample(secret: string, port: number) {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-example-'));
  symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'receiver.mts'), example);
  const child = spawn(process.execPath, [join(folder, 'receiver.mts')], {
    env: { PATH: process.env.PATH ?? '', VERDICTS_WEBHOOK_SECRET: secret, PORT: String(port) },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
    });
  await expect
    .poll(() =>
      fetch(`http://127.0.0.1:${port}`).then(
        answer => answer.status,
        () => printed,
      ),
    )
    .toBe(400);
  return () => printed;
}

it('takes what is ours, once, and refuses what is not', async () => {
  const store = await openSqliteStore();
  const room = await openTestApp(store, runningClock);
  const port = await freePort();
  const receiver = { url: `http://127.0.0.1:${port}/hooks` };
  const { id, secret } = await listen(room, receiver, 'subscriber.unsubscribed');
  const printed = await runExample(secret, port);
  await tellOf(store, 1, 17);
  await tellNow(room);
  expect(printed()).toBe('subscriber.unsubscribed {"subscriber":17}\n');
  expect((await findEndpoint(store, id))!.waiting).toBe(0);
  const forged = await fetch(receiver.url, {
    method: 'POST',
    headers: {
      'webhook-id': 'evt_1',
      'webhook-timestamp': String(Date.now()),
      'webhook-signature': 'v1,AAAA',
    },
    body: '{"type":"issue.sent"}',
  });
  expect(forged.status).toBe(400);
  expect(printed()).toBe('subscriber.unsubscribed {"subscriber":17}\n');
});

it('has an example and a line for every event', () => {
  const shown = [...paper.matchAll(/^\{"type":"([\w.]+)"/gm)].map(([, type]) => type);
  expect(shown).toEqual([...EVENT_TYPES]);
  const table = paper.slice(paper.indexOf('| event | when |'));
  for (const type of EVENT_TYPES) expect(table).toContain(`\`${type}\``);
});
