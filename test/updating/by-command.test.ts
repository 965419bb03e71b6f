import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { HALF_SENT, SENT, STAND_IN_KEY } from '../../scripts/earlier-build/place.ts';
import { startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openCli } from '../support/cli.ts';
import { openEarlierBuild, SAME_PLACE } from '../support/earlier-build.ts';
import { describeStores } from '../support/stores.ts';

const VERSION = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;

describeStores('after an update, by the command line alone', open => {
  it('the half-sent issue is finished days later: nobody twice, and nobody guessed', async () => {
    const earlier = await openEarlierBuild(open);
    const standIn = await startStandIn({ apiKey: STAND_IN_KEY, ledgerFile: earlier.ledgerFile() });
    onTestFinished(() => standIn.close());
    const cli = openCli({
      ...SAME_PLACE,
      DATABASE_URL: earlier.url,
      MAIL_PROVIDER: 'resend',
      RESEND_API_KEY: STAND_IN_KEY,
      RESEND_BASE_URL: standIn.url,
    });
    const sent = await cli.run('send', '--week', HALF_SENT);
    expect(sent, sent.stderr).toMatchObject({ code: 0 });
    expect(sent.stdout).toMatch(
      /submitted +105\n.*uncertain +100\n.*pending +0\n.*audience +205 +the ledger sums/s,
    );
    expect(new Set(Object.values(standIn.ledger().addresses))).toEqual(new Set([1]));

    const rebuilt = await cli.run('rebuild', '--week', SENT, '--verify');
    expect(rebuilt.code).toBe(1);
    expect(rebuilt.stdout).toContain('kept mails: as they were approved');
    expect(rebuilt.stdout).toContain(`Version ${VERSION} renders it differently`);
  });
});

describeStores('a database that a later version has written', open => {
  it('is refused by whatever would open it, says which version this is, and stays as it is', async () => {
    const store = await open({ migrated: false });
    await migrate(store);
    await sql`insert into migrations (name, applied_at) values ('999-tomorrow', '2027-01-01')`.execute(
      store.db,
    );
    const rows = async () =>
      Promise.all(
        (['meta', 'activity', 'send_rate', 'cron_runs', 'single_mails'] as const).map(table =>
          store.db.selectFrom(table).selectAll().execute(),
        ),
      );
    const before = await rows();
    const cli = openCli({ DATABASE_URL: store.url, PORT: '0' });
    const commands = [['serve'], ['worker']];
    for (const result of await Promise.all(commands.map(command => cli.run(...command)))) {
      expect(result.code).toBe(3);
      expect(result.stderr).toContain(`a newer version of this program than this one, ${VERSION}`);
      expect(result.stderr).toContain('999-tomorrow');
      expect(result.stderr).toContain('docs/updating.md');
    }
    expect(await rows()).toEqual(before);
    const doctor = await cli.run('doctor');
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toContain('a newer version of the program wrote it');
    expect(doctor.stdout).toMatch(new RegExp(`✓ version +${VERSION.replaceAll('.', '\\.')}, on Node 24\\.`));
  });
});
