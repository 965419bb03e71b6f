import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { type StandIn, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import { openStore } from '../../src/storage/database.ts';
import { type CliResult, openCli, type TestCli } from '../support/cli.ts';

const WEEK = '2026-W48';
/** Each command is a process of its own, which takes seconds on a busy machine. */
const TIMEOUT = { timeout: 120_000 };

interface CatalogueFile {
  panel: { id: string }[];
  tools: { slug: string; panelShip?: number; reviews: { panelist: string }[] }[];
}

/** A catalogue file with one thing wrong with it. */
function brokenCatalogue(cli: TestCli, spoil: (file: CatalogueFile) => unknown): TestCli {
  const file = JSON.parse(readFileSync(join(PROJECT_ROOT, 'data/catalogue.json'), 'utf8')) as CatalogueFile;
  const spoilt = spoil(file);
  const path = join(cli.folder, 'catalogue.json');
  writeFileSync(path, typeof spoilt === 'string' ? spoilt : JSON.stringify(file));
  return cli.with({ CATALOGUE: path });
}

async function readers(cli: TestCli, lines: readonly string[]): Promise<CliResult> {
  const file = join(cli.folder, 'readers.csv');
  writeFileSync(file, ['email,name', ...lines].join('\n'));
  return cli.run('subscribers', 'import', file, '--confirmed', '--consent', 'Agreed in a test');
}

const printed = (result: CliResult) => result.stdout + result.stderr;

describe('a broken catalogue', TIMEOUT, () => {
  const cases: [string, (file: CatalogueFile) => unknown, RegExp[]][] = [
    ['broken JSON', file => JSON.stringify(file).slice(0, 5_000), [/catalogue\.json/, /line 1/]],
    [
      'a duplicate slug',
      file => {
        file.tools[1]!.slug = file.tools[0]!.slug;
      },
      [/\$\.tools\[1\]\.slug/, /twice|duplicate|already/i],
    ],
    [
      'an unknown panelist',
      file => {
        file.tools[0]!.reviews[0]!.panelist = 'nobody';
      },
      [/\$\.tools\[0\]\.reviews\[0\]\.panelist/, /nobody/],
    ],
    [
      'a wrong panel share',
      file => {
        file.tools[0]!.panelShip = 7;
      },
      [/\$\.tools\[0\]\.panelShip/, /7/],
    ],
  ];

  it.each(cases)(
    'with %s is refused with file, path and fix, and nothing is picked',
    async (_name, spoil, expected) => {
      const cli = brokenCatalogue(openCli(), spoil);
      const checked = await cli.run('catalogue', 'check');
      const picked = await cli.run('pick', '--week', WEEK);
      for (const result of [checked, picked]) {
        expect(result.code).toBe(1);
        for (const words of expected) expect(printed(result)).toMatch(words);
        expect(printed(result)).not.toMatch(/^\s+at .*\.ts/m);
      }
      expect((await cli.run('status', '--week', WEEK)).code).toBe(1);
    },
  );

  it('has all its problems told at once', async () => {
    const cli = brokenCatalogue(openCli(), file => {
      file.tools[0]!.panelShip = 7;
      file.tools[2]!.reviews[0]!.panelist = 'nobody';
    });
    const result = await cli.run('catalogue', 'check');
    expect(printed(result)).toContain('$.tools[0].panelShip');
    expect(printed(result)).toContain('$.tools[2].reviews[0].panelist');
  });
});

describe('a wrong setting', TIMEOUT, () => {
  it('stops every command with one message and exit 2', async () => {
    const cli = openCli({ PUBLICATION_TIMEZONE: 'Mars/Olympus', SEND_CRON: 'soon', MAIL_PROVIDER: 'resend' });
    const result = await cli.run('status');
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('RESEND_API_KEY: not set; allowed: needed with MAIL_PROVIDER=resend');
    expect(result.stderr).toContain('PUBLICATION_TIMEZONE: "Mars/Olympus"');
    expect(result.stderr).toContain('SEND_CRON: "soon"');
    expect(existsSync(join(cli.folder, 'verdicts.db'))).toBe(false);
  });

  it('on the command line is told with what is allowed, exit 2', async () => {
    const cli = openCli();
    for (const args of [
      ['pick', '--week', '2026-W54'],
      ['preview', '--out', 'x', '--engine', 'word'],
      ['fly'],
      ['approve'],
    ]) {
      const result = await cli.run(...args);
      expect(result.code, args.join(' ')).toBe(2);
      expect(result.stderr).not.toMatch(/^\s+at /m);
    }
    expect((await cli.run('subscribers', 'import', 'x.csv', '--confirmed')).stderr).toContain('--consent');
    expect((await cli.run('--help')).code).toBe(0);
  });
});

describe('a CSV with bad rows in the middle', TIMEOUT, () => {
  it('keeps the good rows, names the bad ones by line, and exits 1', async () => {
    const cli = openCli();
    const result = await readers(cli, [
      'a@example.com,Ada',
      'not-an-address,Bob',
      '"c@example.com","Two\nlines"',
      'd@@example.com,Dan',
      'e@example.com,Eve',
    ]);
    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(/line 3, email: .*not-an-address/);
    expect(result.stdout).toMatch(/line 6, email: .*d@@example\.com/);
    const exported = await cli.run('subscribers', 'export');
    expect(
      exported.stdout
        .split('\r\n')
        .join('\n')
        .split('\n')
        .filter(line => line.includes('@'))
        .map(line => line.split(',')[0]),
    ).toEqual(expect.arrayContaining(['a@example.com', 'e@example.com']));
    expect(exported.stdout).not.toContain('not-an-address');
  });

  it('tells where every line went, and lets readers leave whose rows are faulty', async () => {
    const cli = openCli();
    await readers(cli, ['gil@r.example,Gil', 'hal@r.example,Hal']);
    for (const [file, lines, status] of [
      ['unsub-refused.csv', '4 lines: 1 of the header + 3 rows', ['gil@r.example', 'hal@r.example']],
      ['swallow-status.csv', '4 lines: 1 of the header + 3 rows', ['bob@r.example']],
    ] as const) {
      const path = join(PROJECT_ROOT, 'test/audience/odd-files', file);
      const result = await cli.run(
        'subscribers',
        'import',
        path,
        '--confirmed',
        '--consent',
        'Agreed in a test',
      );
      expect(result.code).toBe(1);
      expect(result.stdout).toContain(lines);
      const { stdout } = await cli.run('subscribers', 'export');
      for (const email of status) expect(stdout).toMatch(new RegExp(`^${email},.*,unsubscribed$`, 'm'));
      expect(stdout).not.toContain('ann@r.example');
    }
  });

  it('that cannot be read at all is told without a stack', async () => {
    const result = await openCli().run('subscribers', 'import', '/nowhere/readers.csv');
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('/nowhere/readers.csv cannot be read');
  });
});

describe('a place that cannot be written', TIMEOUT, () => {
  it('stops the send of an issue: nothing is half-written, and it goes on once mended', async () => {
    const cli = openCli();
    await readers(cli, ['a@example.com', 'b@example.com']);
    await cli.run('pick', '--week', WEEK);
    await cli.run('approve', '--week', WEEK, '--by', 'editor@example.com');
    const file = join(cli.folder, 'a-file');
    writeFileSync(file, '');
    const result = await cli.with({ OUTBOX_DIR: join(file, 'outbox') }).run('send', '--week', WEEK, '--now');
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('a-file');
    const stopped = JSON.parse((await cli.run('status', '--week', WEEK, '--json')).stdout) as object;
    expect(stopped).toMatchObject({ state: 'stopped', audience: 2, pending: 2, submitted: 0 });
    expect((await cli.run('resume', '--week', WEEK, '--by', 'editor@example.com')).code).toBe(0);
    expect((await cli.run('send', '--week', WEEK)).code).toBe(0);
    expect(readdirSync(join(cli.folder, 'outbox/issue')).length).toBe(2);
  });

  it('is told when it is the database, exit 3', async () => {
    const cli = openCli();
    const file = join(cli.folder, 'a-file');
    writeFileSync(file, '');
    const result = await cli.with({ DATABASE_URL: `file:${join(file, 'v.db')}` }).run('status');
    expect(result.code).toBe(3);
    expect(result.stderr).toContain('The database could not be opened');
  });
});

describe('a wrong API key', TIMEOUT, () => {
  let standIn: StandIn | undefined;
  afterEach(() => standIn?.close());

  it('stops the issue with the API’s reason; with the right key it goes on', async () => {
    standIn = await startStandIn();
    const cli = openCli({
      MAIL_PROVIDER: 'resend',
      RESEND_API_KEY: 're_wrong',
      RESEND_BASE_URL: standIn.url,
      PUBLIC_URL: 'https://weekly.example.com',
      POSTAL_ADDRESS: 'Verdicts, 5 Real Street',
    });
    await readers(cli, ['a@example.net', 'b@example.net']);
    await cli.run('pick', '--week', WEEK);
    const approved = await cli.run('approve', '--week', WEEK, '--by', 'editor@example.com');
    expect(approved.code, printed(approved)).toBe(0);
    const result = await cli.run('send', '--week', WEEK, '--now');
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/API key/i);
    expect(result.stderr).not.toContain('re_wrong');
    expect(standIn.ledger().accepted).toBe(0);
    const mended = cli.with({ RESEND_API_KEY: standIn.apiKey });
    await mended.run('resume', '--week', WEEK, '--by', 'editor@example.com');
    const again = await mended.run('send', '--week', WEEK);
    expect(again.code, printed(again)).toBe(0);
    expect(standIn.ledger().addresses).toEqual({ 'a@example.net': 1, 'b@example.net': 1 });
  });
});

describe('a database from a newer version', TIMEOUT, () => {
  it('is refused and left as it is, exit 3', async () => {
    const cli = openCli();
    await cli.run('status');
    const store = openStore(cli.environment.DATABASE_URL ?? '');
    await sql`insert into migrations (name, applied_at) values ('999-tomorrow', '2027-01-01')`.execute(
      store.db,
    );
    await store.db.destroy();
    const before = readFileSync(join(cli.folder, 'verdicts.db'));
    const result = await cli.run('pick', '--week', WEEK);
    expect(result.code).toBe(3);
    expect(result.stderr).toContain('newer version');
    expect(result.stderr).toContain('999-tomorrow');
    expect(readFileSync(join(cli.folder, 'verdicts.db'))).toEqual(before);
  });
});

describe('releasing an issue', TIMEOUT, () => {
  it('is for editors, in order and in time; every no is exit 1 with the next step', async () => {
    const cli = openCli();
    mkdirSync(join(cli.folder, 'out'));
    expect(await cli.run('preview', '--week', WEEK, '--out', join(cli.folder, 'out'))).toMatchObject({
      code: 1,
    });
    expect(readdirSync(join(cli.folder, 'out'))).toEqual([]);
    expect(await cli.run('send', '--week', WEEK)).toMatchObject({ code: 1 });
    await cli.run('pick', '--week', WEEK);
    const stranger = await cli.run('approve', '--week', WEEK, '--by', 'stranger@example.com');
    expect(stranger).toMatchObject({ code: 1 });
    expect(stranger.stderr).toContain('EDITORS');
    expect(await cli.run('send', '--week', WEEK, '--now')).toMatchObject({ code: 1 });
    expect(JSON.parse((await cli.run('status', '--week', WEEK, '--json')).stdout)).toMatchObject({
      state: 'held',
    });
    // The commands have the machine's own clock: "early" is counted from today.
    const ahead = `${new Date().getUTCFullYear() + 2}-W01`;
    expect(await cli.run('pick', '--week', ahead)).toMatchObject({ code: 0 });
    expect((await cli.run('approve', '--week', ahead, '--by', 'Editor@Example.com')).code).toBe(0);
    const early = await cli.run('send', '--week', ahead);
    expect(early.code).toBe(1);
    const [slot = ''] = /\d{4}-01-0[1-7]T09:00:00\.000Z/.exec(early.stderr) ?? [];
    expect([slot.slice(0, 4), new Date(slot).getUTCDay()]).toEqual([ahead.slice(0, 4), 4]);
  });
});

describe('what is typed on the command line', TIMEOUT, () => {
  it('is shown without its control characters: it moves no cursor, colours nothing and rings no bell', async () => {
    const cli = openCli();
    await cli.run('pick', '--week', WEEK);
    const evil = '\x1b[2J\x1b]0;owned\x07\x9bx';
    for (const args of [
      ['hold', '--week', WEEK, '--by', evil],
      ['approve', '--week', WEEK, '--by', evil],
      ['approve', '--week', evil, '--by', 'editor@example.com'],
      ['pick', `--${evil}`],
      ['subscribers', 'import', evil],
    ]) {
      const result = await cli.run(...args);
      expect(result.code, args.join(' ')).not.toBe(0);
      expect(printed(result)).not.toMatch(/[^\P{Cc}\n\t]/u);
      expect(printed(result)).toContain('\\u{1b}');
    }
  });
});
