import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { approveThere, WEEK } from '../support/approved-cli.ts';
import { type CliResult, openCli, type TestCli } from '../support/cli.ts';

/** Each command is a process of its own, which takes seconds on a busy machine. */
const TIMEOUT = { timeout: 120_000 };

interface CatalogueFile {
  panel: { id: string }[];
  tools: { slug: string; panelShip?: number; reviews: { panelist: string }[] }[];
}

/** A catalogue file with one thing wrong with it. */
function brokenCatalogue(cli: TestCli, spoil: (file: CatalogueFile) => unknown): TestCli {
  const file = JSON.parse(
    readFileSync(join(PROJECT_ROOT, 'data/sample/catalogue.json'), 'utf8'),
  ) as CatalogueFile;
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
      'a duplicate slug, an unknown panelist and a wrong panel share',
      ({ tools: [one, two, three] }) => {
        two!.slug = one!.slug;
        three!.reviews[0]!.panelist = 'nobody';
        one!.panelShip = 7;
      },
      [
        /catalogue\.json/,
        /\$\.tools\[1\]\.slug[^$]*(twice|duplicate|already)/i,
        /\$\.tools\[2\]\.reviews\[0\]\.panelist[^$]*nobody/,
        /\$\.tools\[0\]\.panelShip[^$]*7/,
      ],
    ],
  ];

  it.each(cases)(
    'with %s is refused with file, path and fix, all at once, and nothing is picked',
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
});

describe('a wrong setting', TIMEOUT, () => {
  it('stops every command with one message and exit 2', async () => {
    const cli = openCli({ PUBLICATION_TIMEZONE: 'Mars/Olympus', SEND_CRON: 'soon', MAIL_PROVIDER: 'resend' });
    const result = await cli.run('status');
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('RESEND_API_KEY: not set; needed with MAIL_PROVIDER=resend');
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
    expect(await readers(cli, ['gil@r.example,Gil', 'hal@r.example,Hal'])).toMatchObject({ code: 0 });
    for (const [file, lines] of [
      ['unsub-refused.csv', '4 lines: 1 of the header + 3 rows'],
      ['swallow-status.csv', '4 lines: 1 of the header + 3 rows'],
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
    }
    const { stdout } = await cli.run('subscribers', 'export');
    for (const email of ['gil@r.example', 'hal@r.example', 'bob@r.example'])
      expect(stdout).toMatch(new RegExp(`^${email},.*,unsubscribed$`, 'm'));
    expect(stdout).not.toContain('ann@r.example');
  });

  it('that cannot be read at all is told without a stack', async () => {
    const result = await openCli().run('subscribers', 'import', '/nowhere/readers.csv');
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('/nowhere/readers.csv cannot be read');
  });
});

describe('what is typed on the command line', TIMEOUT, () => {
  it('is shown without its control characters: it moves no cursor, colours nothing and rings no bell', async () => {
    const cli = openCli();
    await approveThere(cli, 1);
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
