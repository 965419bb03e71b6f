import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCli } from '../support/cli.ts';
import { freePort } from '../support/free-port.ts';
import { npmStart } from '../support/npm-start.ts';

const WRITTEN = [
  '.env',
  '.gitignore',
  'README.md',
  'catalogue.json',
  'catalogue.schema.json',
  'mark.svg',
  'publication.json',
  'publication.schema.json',
  'readers.csv',
  'words',
  'words.schema.json',
];

const OF_ANOTHER = `DATABASE_URL=file:FOLDER/theirs.db
OUTBOX_DIR=FOLDER/theirs
SECRET_KEYS=${'of-another-newsletter-'.repeat(2)}
PUBLICATION_NAME=AI Weekly
MAIL_PROVIDER=resend
RESEND_API_KEY=re_theirs
RESEND_BASE_URL=http://127.0.0.1:9
EDITORS=chief@ai.example
`;

const newPlace = () => join(mkdtempSync(join(tmpdir(), 'verdicts-new-')), 'kitchen');

describe('verdicts new', { timeout: 300_000 }, () => {
  it('writes a publication that picks, previews and sends at once, apart from every other', async () => {
    const folder = newPlace();
    const written = await openCli().run('new', folder);
    expect([written.code, written.stderr]).toEqual([0, '']);
    expect(written.stdout).toContain(`PUBLICATION=${folder} npm start`);
    expect(readdirSync(folder).toSorted()).toEqual(WRITTEN);
    expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);

    const run = mkdtempSync(join(tmpdir(), 'verdicts-run-'));
    const port = await freePort();
    // The program's own file is another newsletter's, which goes out every week: nothing of it may be touched.
    const theirs = join(run, 'theirs.db');
    writeFileSync(join(run, 'env'), OF_ANOTHER.replaceAll('FOLDER', run));
    // Empty values count as not set, so that the publication's own apply.
    const ownPlace = { ENV_FILE: join(run, 'env'), DATABASE_URL: '', OUTBOX_DIR: '', PUBLICATION: folder };
    const started = npmStart(run, port, ownPlace);
    await started.up();
    const printed = started.printed();
    expect(printed).toMatch(/^\s*(?:>.*\s+)*Kitchen Verdicts \(version \S+\)\n/);
    expect(printed).toContain(`${join(run, 'env')} is not read: it is for the publication in`);
    expect(printed).toContain(`Set by ${folder}/.env: PAIRINGS_PER_ISSUE, SECRET_KEYS\n`);
    expect(existsSync(theirs)).toBe(false);
    expect(printed).toMatch(/Picked +\d{4}-W\d{2}: 1 pairing\n/);
    expect(printed).toMatch(/submitted +4\n/);
    expect(printed).toMatch(/Next +\d{4}-W\d{2} is picked and waiting/);
    expect(readdirSync(join(folder, 'var/outbox/issue')).length).toBe(4);
    const front = await (await fetch(`http://127.0.0.1:${port}/`)).text();
    expect(front).toContain('Which of two kitchen tools to buy');
    started.child.kill('SIGTERM');
    await started.ended;

    const cli = openCli({ ...ownPlace, SECRET_KEYS: '', EDITORS: '' });
    const preview = await cli.run('preview', '--engine', 'mjml', '--out', join(run, 'preview'));
    expect([preview.code, preview.stderr]).toEqual([0, '']);
    const mail = readFileSync(join(run, 'preview/issue.html'), 'utf8');
    expect(mail).toContain('#1d4e6b');
    expect(mail).not.toContain('#1a5333');
    const check = await cli.run('catalogue', 'check');
    expect([check.code, check.stdout]).toEqual([0, expect.stringContaining('an issue can have 2 pairings')]);
  });

  it('changes no rights of a folder that somebody else made', async () => {
    const folder = newPlace();
    await openCli().run('new', folder);
    mkdirSync(join(folder, 'var'));
    chmodSync(join(folder, 'var'), 0o755);
    expect((await openCli({ PUBLICATION: folder }).run('subscribers', 'export')).code).toBe(0);
    expect(statSync(join(folder, 'var')).mode & 0o777).toBe(0o755);
  });

  it('makes another key each time, long enough to sign with', async () => {
    const keys = [];
    for (const folder of [newPlace(), newPlace()]) {
      await openCli().run('new', folder);
      keys.push(/^SECRET_KEYS=(\S+)$/m.exec(readFileSync(join(folder, '.env'), 'utf8'))?.[1] ?? '');
    }
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key.length).toBeGreaterThanOrEqual(32);
  });

  it('writes schemas that name every field of the files beside them', async () => {
    const folder = newPlace();
    await openCli().run('new', folder);
    const read = (name: string) =>
      JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>;
    for (const name of ['publication', 'catalogue']) {
      const schema = read(`${name}.schema.json`) as { properties: object; additionalProperties: boolean };
      expect(schema.additionalProperties).toBe(false);
      const file = read(`${name}.json`);
      expect(file.$schema).toBe(`./${name}.schema.json`);
      expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(file)));
    }
  });

  it('takes an empty folder, and touches nothing in one that is not, nor a file', async () => {
    const empty = newPlace();
    mkdirSync(empty);
    expect((await openCli().run('new', empty)).code).toBe(0);
    const full = newPlace();
    mkdirSync(full);
    writeFileSync(join(full, 'letter.txt'), 'mine');
    for (const place of [full, join(full, 'letter.txt')]) {
      const refused = await openCli().run('new', place);
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('empty or not there yet')]);
    }
    expect(readdirSync(full)).toEqual(['letter.txt']);
    expect(readFileSync(join(full, 'letter.txt'), 'utf8')).toBe('mine');
  });
});
