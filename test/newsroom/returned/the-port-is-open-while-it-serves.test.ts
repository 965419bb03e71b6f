import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createKeyring } from '../../../src/audience/token.ts';
import { createReturnPath } from '../../../src/delivery/return-path.ts';
import { suppressionOf } from '../../../src/storage/audience/suppressions.ts';
import { openStore } from '../../../src/storage/database.ts';
import { installationId } from '../../../src/storage/meta.ts';
import { openCli, type RunningCli } from '../../support/cli.ts';
import { fixedClock } from '../../support/clock.ts';
import { freePort } from '../../support/free-port.ts';
import { freezeForTest } from '../../support/frozen-issue.ts';
import { deliveryReport } from '../../support/returned-mail.ts';
import { DOMAIN, dial } from './returned-room.ts';

async function served() {
  const [web, port] = [await freePort(), await freePort()];
  const cli = openCli({
    PORT: String(web),
    BOUNCE_DOMAIN: DOMAIN,
    BOUNCE_LISTEN: `127.0.0.1:${port}`,
  });
  return { port, cli };
}

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await delay(20);
}

async function up(running: RunningCli): Promise<void> {
  onTestFinished(() => void running.child.kill('SIGKILL'));
  await until(() => running.printed().includes(' is up: ') || running.child.exitCode !== null);
  expect(running.child.exitCode, running.printed()).toBeNull();
}

it('a bounce that comes to a running program takes its reader off the list, kills in between or not', async () => {
  const { cli, port } = await served();
  const first = cli.start('serve');
  await up(first);
  const store = openStore(cli.environment.DATABASE_URL ?? '');
  onTestFinished(() => store.db.destroy());
  await freezeForTest(store, fixedClock('2026-11-26T09:10:00Z'), { readers: 2, batchSize: 1 });
  await store.db.updateTable('issues').set({ state: 'sent' }).execute();
  await store.db.updateTable('batches').set({ state: 'submitted', provider: 'smtp' }).execute();
  const inst = await installationId(store);
  const keyring = createKeyring([cli.environment.SECRET_KEYS ?? '']);
  const path = createReturnPath({ setting: DOMAIN, keyring, installationId: inst });
  const [one, two] = [1, 2].map(seq => path.senderOf(`${inst}_1_${seq}`)?.address ?? '') as [string, string];
  const rows = async () => (await store.db.selectFrom('mail_events').select('event_id').execute()).length;

  // Killed as soon as the event is there, wherever the answer is by then; the relay brings it again.
  const lost = await dial(port);
  await lost.say('MAIL FROM:<>');
  await lost.say(`RCPT TO:<${one}>`);
  await lost.say('DATA');
  lost.socket.write(`${deliveryReport({ to: one })}\r\n.\r\n`);
  await until(async () => (await rows()) > 0);
  first.child.kill('SIGKILL');
  await first.done;

  const second = cli.start('serve');
  await up(second);
  const client = await dial(port);
  expect(await client.deliver(one, deliveryReport({ to: one }))).toMatch(/^250 /);
  expect(await client.deliver(two, deliveryReport({ to: two }))).toMatch(/^250 /);
  expect(await rows()).toBe(2);
  for (const reader of [1, 2])
    await until(async () => (await suppressionOf(store, `reader${reader}@example.com`)) !== null);
  await client.say('QUIT');
  second.child.kill('SIGTERM');
  expect(await second.done).toMatchObject({ code: 0 });
});

it('a port that is taken ends the start, with the setting to change', async () => {
  const { cli, port } = await served();
  const other = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void other.close());
  const { code, stderr } = await cli.run('serve');
  expect(code).toBe(2);
  expect(stderr).toContain(`Bounces cannot be taken at BOUNCE_LISTEN=127.0.0.1:${port}`);
});
