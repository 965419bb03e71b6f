import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { openCli } from '../support/cli.ts';

const TIMEOUT = { timeout: 120_000 };
const CONSENT = ['--confirmed', '--consent', 'Agreed in a test'];
const exported = (name: string) => join(PROJECT_ROOT, 'test/audience/exports', name);

describe('moving over by the command line', TIMEOUT, () => {
  it('shows in a dry run how each column and word is read, and writes nothing', async () => {
    const cli = openCli();
    const result = await cli.run('subscribers', 'import', exported('kit.csv'), '--dry-run');
    expect(result.code).toBe(1);
    expect(result.stdout).toContain('6 rows (dry run: nothing was written)');
    expect(result.stdout).toMatch(/Kit \(ConvertKit\), told by the columns “first_name”/);
    expect(result.stdout).toMatch(/^ {4}created_at +day they asked +2023-01-27T11:43:55Z$/m);
    expect(result.stdout).toContain('Left out: id, tags.');
    expect(result.stdout).toMatch(/^ {4}hibernating +unknown: these rows are refused +1 +state$/m);
    expect(result.stdout).toContain('line 7, status: this status is unknown (hibernating).');
    expect(result.stdout).toContain('--map-status WORD=STATE');
    const { stdout } = await cli.run('subscribers', 'export');
    expect(stdout.trim()).toBe('email,name,timezone,interests,status');
  });

  it('says the same as JSON, and does what it foretold', async () => {
    const cli = openCli();
    const order = ['subscribers', 'import', exported('kit.csv'), '--map-status', 'hibernating=unsubscribed'];
    const foretold = await cli.run(...order, ...CONSENT, '--dry-run', '--json');
    expect(foretold.code).toBe(0);
    const document = JSON.parse(foretold.stdout);
    expect(document).toMatchObject({
      dryRun: true,
      from: 'kit',
      rows: 6,
      refused: 0,
      suppressed: 2,
      added: { confirmed: 1, pending: 1, unsubscribed: 2 },
      assumed: { separator: ';', guessed: 1 },
      problems: [],
    });
    expect(document.columns).toContainEqual({
      column: 'state',
      readAs: 'status',
      by: 'table',
      example: 'active',
      says: 0,
      unread: null,
    });
    expect(document.columns).toContainEqual(expect.objectContaining({ column: 'tags', readAs: null }));
    expect(document.statuses).toContainEqual({
      column: 'state',
      word: 'hibernating',
      countsAs: 'unsubscribed',
      rows: 1,
    });
    const done = JSON.parse((await cli.run(...order, ...CONSENT, '--json')).stdout);
    expect(done).toEqual({ ...document, dryRun: false });
    const { stdout } = await cli.run('subscribers', 'export');
    expect(stdout).toMatch(/^fay@reader\.example,.*,unsubscribed$/m);
  });

  it('tells what is wrong with what was asked, and what is allowed, exit 2', async () => {
    const cli = openCli();
    const file = exported('kit.csv');
    for (const [asked, told] of [
      [['--from', 'mailchump'], /mailchump.*mailchimp, substack/],
      [['--map', 'mail=email'], /--map mail=email: .*email, name, first/],
      [['--map', 'email'], /FIELD=COLUMN/],
      [['--map-status', 'cold=warm'], /confirmed, pending, unsubscribed, suppressed/],
      [['--map-status', 'Complained=confirmed'], /“complained” have left/],
      [['--everyone', 'confirmed'], /pending, unsubscribed or suppressed/],
    ] as const) {
      const result = await cli.run('subscribers', 'import', file, ...asked);
      expect([result.code, result.stderr]).toEqual([2, expect.stringMatching(told)]);
    }
  });

  it('knows a ZIP file, a workbook and a column that is not there', async () => {
    const cli = openCli();
    const zip = join(cli.folder, 'export.zip');
    await writeFile(zip, Buffer.concat([Buffer.from('PK\u0003\u0004a"b\n'), Buffer.alloc(500, 7)]));
    const packed = await cli.run('subscribers', 'import', zip);
    expect([packed.code, packed.stdout]).toEqual([
      1,
      expect.stringContaining('this is a ZIP file or an Excel workbook, not CSV. Unpack it'),
    ]);
    const other = await cli.run('subscribers', 'import', exported('kit.csv'), '--map', 'email=Adresse');
    expect(other.stdout).toMatch(/no column of this file is called so \(Adresse\)\. The first line has: id,/);
  });
});
