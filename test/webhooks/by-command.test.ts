import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { openStore } from '../../src/storage/database.ts';
import { openCli } from '../support/cli.ts';
import { openWebhookReceiver } from '../support/webhook-receiver.ts';
import { tellOf } from './telling.ts';

it('webhooks are added, told, replayed, given a new secret and removed by command', {
  timeout: 180_000,
}, async () => {
  const cli = openCli({ HOST: '127.0.0.1', PORT: '0' });
  const receiver = await openWebhookReceiver();
  const webhooks = (...args: string[]) => cli.run('webhooks', ...args);
  expect(await webhooks('add', receiver.url, '--events', 'issue.lost')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      '--events: There is no event "issue.lost". Those there are: subscriber.confirmed',
    ),
  });
  expect(await webhooks('add', 'http://hooks.example.com', '--events', 'alarm')).toMatchObject({ code: 2 });
  const added = await webhooks('add', receiver.url, '--events', 'subscriber.unsubscribed');
  expect(added).toMatchObject({ code: 0, stdout: expect.stringContaining('Added: webhook 1.') });
  const [secret] = /whsec_\S+/.exec(added.stdout)!;
  const store = openStore(cli.environment.DATABASE_URL!);
  await tellOf(store, Date.parse('2026-11-26T09:00:00Z'), 17);
  const serve = cli.start('serve');
  await expect.poll(() => receiver.taken.length, { timeout: 60_000 }).toBe(1);
  const [first] = receiver.arrived;
  expect(new Webhook(secret).verify(first!.body, first!.headers)).toMatchObject({ data: { subscriber: 17 } });
  expect(await webhooks('replay', '1', '--since', '2026-11-26')).toMatchObject({ code: 0 });
  await expect.poll(() => receiver.taken.length, { timeout: 60_000 }).toBe(2);
  expect(receiver.taken[1]).toBe(first!.id);
  serve.child.kill('SIGTERM');
  const served = await serve.done;
  expect(served.code).toBe(0);

  const rotated = await webhooks('rotate', '1');
  expect(rotated).toMatchObject({ code: 0, stdout: expect.stringMatching(/whsec_\S+[\s\S]*24 hours/) });
  const list = await webhooks('list', '--json');
  expect(JSON.parse(list.stdout)).toMatchObject([
    {
      id: 1,
      state: 'active',
      waiting: 0,
      events: ['subscriber.unsubscribed'],
      answers: [{ words: '200' }, { words: '200' }],
    },
  ]);
  const lines = await webhooks('list');
  expect(lines.stdout).toContain(`1  ${receiver.url} (standard)\n   active; 0 events waiting; last `);
  for (const { stdout, stderr } of [list, lines, served]) expect(stdout + stderr).not.toContain('whsec_');
  for (const wrong of [
    ['remove', '2'],
    ['rotate', '2'],
    ['replay', '2', '--since', '2026-11-26'],
  ])
    expect(await webhooks(...wrong)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no webhook 2.'),
    });
  expect(await webhooks('replay', '1', '--since', 'yesterday')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--since: '),
  });
  expect(await webhooks('remove', 'one')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('"one"'),
  });
  expect(await webhooks('remove', '1')).toMatchObject({ code: 0 });
  expect((await webhooks('list')).stdout).toContain('There are no webhooks.');
  await store.db.destroy();
});
