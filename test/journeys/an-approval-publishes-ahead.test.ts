import { expect, it, onTestFinished, vi } from 'vitest';
import { EDITOR, SETTINGS, WEEK } from '../../scripts/prove/approved-issue.ts';
import { startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openCli } from '../support/cli.ts';
import { runningClock } from '../support/clock.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores, type TestStore } from '../support/stores.ts';

vi.setConfig({ testTimeout: 120_000 });

/** A picked issue with readers, and the commands of an operator who uses the thin wire. */
async function picked(store: TestStore, options: { readonly sendingOnly?: boolean } = {}) {
  const standIn = await startStandIn({ requestsPerSecond: 1_000, ...options });
  onTestFinished(() => standIn.close());
  const cli = openCli({
    ...SETTINGS,
    DATABASE_URL: store.url,
    MAIL_PROVIDER: 'resend',
    MAIL_WIRE: 'thin',
    RESEND_API_KEY: standIn.apiKey,
    RESEND_BASE_URL: standIn.url,
    MAIL_RATE: '100',
  });
  await migrate(store);
  const app = await openTestApp(store, runningClock, { settings: { ...cli.environment } });
  await addReaders(store, 120, runningClock);
  await pickWeek(app, WEEK, 'test');
  const approve = () => cli.start('approve', '--week', WEEK, '--by', EDITOR);
  const send = () => cli.run('send', '--week', WEEK, '--now');
  return { standIn, approve, send };
}

const each = (standIn: Awaited<ReturnType<typeof startStandIn>>) => ({
  readers: Object.keys(standIn.ledger().addresses).length,
  doubled: standIn.ledger().duplicates.length,
  forms: standIn.requests().map(({ body }) => (body.includes('"template":{') ? 'thin' : 'full')),
});

describeStores('an approval at the command line', open => {
  it('has the mail kept, says so, and the send asks for no template', async () => {
    const { standIn, approve, send } = await picked(await open());
    const approved = await approve().done;
    expect(approved).toMatchObject({ code: 0, stderr: '' });
    expect(approved.stdout).toContain('The mail API keeps the mail for the thin wire now');
    expect(standIn.templates()).toHaveLength(1);
    const before = standIn.templateRequests();
    expect(await send()).toMatchObject({ code: 0 });
    expect(standIn.templateRequests()).toBe(before);
    expect(each(standIn)).toEqual({ readers: 120, doubled: 0, forms: ['thin', 'thin'] });
  });

  it('stands although the mail API keeps nothing', async () => {
    const { standIn, approve, send } = await picked(await open(), { sendingOnly: true });
    const approved = await approve().done;
    expect(approved.code).toBe(0);
    expect(approved.stdout).toMatch(/does not keep the mail for the thin wire yet: .*restricted_api_key/);
    expect(await send()).toMatchObject({ code: 0 });
    expect(each(standIn)).toEqual({ readers: 120, doubled: 0, forms: ['full', 'full'] });
  });

  it('is as good when its process is killed while it publishes', async () => {
    const { standIn, approve, send } = await picked(await open());
    standIn.faultTemplates({ do: 'hang', after: 1 });
    const { child, done } = approve();
    await expect.poll(() => standIn.templateRequests(), { timeout: 60_000 }).toBe(3);
    child.kill('SIGKILL');
    expect(await done).toMatchObject({ signal: 'SIGKILL' });
    expect(await send()).toMatchObject({ code: 0 });
    expect(standIn.templates()).toHaveLength(1);
    expect(each(standIn)).toEqual({ readers: 120, doubled: 0, forms: ['thin', 'thin'] });
  });
});
