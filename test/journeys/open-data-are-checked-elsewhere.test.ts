import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { publishedIssues, WEEK } from '../open-data/published-issue.ts';
import { openCli } from '../support/cli.ts';
import { closedPort } from '../support/closed-port.ts';
import { freePort } from '../support/free-port.ts';
import { describeStores, type TestStore } from '../support/stores.ts';

/** Each command is a process of its own, which takes seconds on a busy machine. */
const TIMEOUT_MS = 180_000;

/** A publication that another process serves; what it published, as anybody gets it. */
async function servedPublication(store: TestStore) {
  const port = await freePort();
  const site = `http://127.0.0.1:${port}`;
  const cli = openCli({ DATABASE_URL: store.url, HOST: '127.0.0.1', PORT: String(port) });
  const { app } = await publishedIssues(store, { PORT: String(port) });
  const server = cli.start('serve');
  onTestFinished(async () => {
    server.child.kill('SIGKILL');
    await server.done;
  });
  const isReady = async () => (await fetch(`${site}/readyz`).catch(() => null))?.status;
  await expect.poll(isReady, { timeout: 90_000 }).toBe(200);
  const fetched = async (path: string) => (await fetch(`${site}${path}`)).text();
  return { app, site, fetched };
}

/** A site that gives out what another does, with some of it changed on the way. */
async function between(site: string, change: (path: string, text: string) => string): Promise<string> {
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    fetch(`${site}${path}`).then(
      async answer => response.writeHead(answer.status).end(change(path, await answer.text())),
      () => response.writeHead(502).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Another machine: another folder, other keys, no settings of the publication and no database. */
const elsewhere = () => openCli({ SECRET_KEYS: 'another-machine-'.repeat(3), EDITORS: '' });

describeStores('what a publication published', open => {
  it('is reckoned again on another machine, and one changed value is named', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { site, fetched } = await servedPublication(await open());
    const other = elsewhere();

    const good = await other.run('verify', `${site}/issues/${WEEK}`);
    expect([good.code, good.stderr]).toEqual([0, '']);
    expect(good.stdout).toMatch(/ok +signature +by key [0-9a-f]{16}\n/);
    expect(good.stdout).toMatch(/ok +shares and tallies +6 shares of the panel, 1 of 3 votes told\n/);
    expect(good.stdout).toMatch(
      /ok +pick +picked again, the same 3 pairings \(seed "0", earlier issues: 1\)\n/,
    );
    expect(good.stdout).toContain('Everything holds.\n');
    expect(existsSync(join(other.folder, 'verdicts.db'))).toBe(false);

    const text = await fetched(`/issues/${WEEK}.json`);
    const was = /"percent":(\d\d),"ships"/.exec(text)?.[1] ?? '';
    const liar = await between(site, (_, sent) =>
      sent.replace(/"percent":\d\d,"ships"/, '"percent":99,"ships"'),
    );
    const bad = await other.run('verify', `${liar}/issues/${WEEK}.json`);
    expect(bad.code).toBe(1);
    expect(bad.stdout).toMatch(/WRONG +signature/);
    expect(bad.stdout).toMatch(/WRONG +shares and tallies/);
    expect(bad.stdout).toMatch(/ok +pick/);
    expect(bad.stderr).toBe(
      `$.pairings[0].a.panel.percent\n  published   99\n  recomputed  ${was}\n  It was changed after it was signed.\n`,
    );
  });

  it('names what is another where one byte of any file was changed on its way', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { site, fetched } = await servedPublication(await open());
    const { pairings, pick } = JSON.parse(await fetched(`/issues/${WEEK}.json`)) as {
      pairings: { slug: string }[];
      pick: { catalogueHash: string };
    };
    const issue = `/issues/${WEEK}.json`;
    const compared = `/compare/${pairings[0]?.slug}.json`;
    const stream = '/data/verdicts.ndjson';
    const keys = '/.well-known/verdicts-key.json';
    const cases: [file: string, asked: string, byte: RegExp, named: string][] = [
      [issue, issue, /"subject":"./, '$.subject'],
      [issue, issue, /"seed":"./, '$.pick.seed'],
      [issue, issue, /"sha256":"./, '$.signature.sha256'],
      [compared, compared, /"quote":"./, '$.pairing.a.verdicts[0].quote'],
      [stream, stream, /"week":"2026-W4/, 'line 2, $.week'],
      [stream, stream, /data-end[^\n]*?"sha256":"./, 'line 8, $.sha256'],
      [keys, issue, /"from":"../, 'verdicts-key.json, $.keys[0].from'],
      [keys, compared, /"x":"./, 'verdicts-key.json, $.keys[0].x'],
      [`/data/catalogue-${pick.catalogueHash}.json`, issue, /"tagline":"./, '$.pick.catalogueHash'],
    ];
    const other = elsewhere();
    for (const [file, asked, byte, named] of cases) {
      let changes = 0;
      const liar = await between(site, (path, text) => {
        if (path !== file) return text;
        const bytes = Buffer.from(text);
        const at = Buffer.byteLength(text.slice(0, text.search(byte)) + (byte.exec(text)?.[0] ?? ''));
        bytes[at - 1] = bytes[at - 1]! ^ 1;
        changes += 1;
        return bytes.toString();
      });
      const checked = await other.run('verify', `${liar}${asked}`);
      expect([file, changes, checked.code]).toEqual([file, 1, 1]);
      expect([file, checked.stderr.split('\n')[0]]).toEqual([file, named]);
    }
  });

  it('is not believed with another catalogue or another key', { timeout: TIMEOUT_MS }, async () => {
    const { site, fetched } = await servedPublication(await open());
    const { keys } = JSON.parse(await fetched('/.well-known/verdicts-key.json')) as { keys: { x: string }[] };
    const x = keys[0]?.x ?? '';
    const address = `${site}/issues/${WEEK}`;
    const other = elsewhere();

    const retired = (path: string, text: string) =>
      path.startsWith('/data/') ? text.replaceAll('"status":"active"', '"status":"retired"') : text;
    const another = await other.run('verify', `${await between(site, retired)}/issues/${WEEK}`);
    expect([another.code, another.stderr]).toEqual([1, expect.stringMatching(/^\$\.pick\.catalogueHash\n/)]);
    expect(another.stderr).toContain('$.pick.result.pairings[0].a');
    expect((await other.run('verify', address, '--key', x)).code).toBe(0);
    const pinned = await other.run('verify', address, '--key', `A${x.slice(1, -1)}A`);
    expect([pinned.code, pinned.stderr]).toEqual([1, expect.stringContaining('$.signature.key')]);
    const typo = await other.run('verify', address, '--key', 'x');
    expect([typo.code, typo.stderr]).toEqual([2, expect.stringContaining('--key takes the "x" of a key')]);
  });

  it('is checked from files alone, line by line, and told as JSON', { timeout: TIMEOUT_MS }, async () => {
    const { site, fetched } = await servedPublication(await open());
    const other = elsewhere();
    const save = async (path: string, name: string) => {
      writeFileSync(join(other.folder, name), await fetched(path));
      return join(other.folder, name);
    };
    const file = await save(`/issues/${WEEK}.json`, `${WEEK}.json`);
    const document = JSON.parse(readFileSync(file, 'utf8')) as {
      pick: { catalogueHash: string };
      pairings: { slug: string }[];
    };
    const alone = await other.run('verify', file);
    expect([alone.code, alone.stderr]).toEqual([
      2,
      expect.stringContaining('There is no verdicts-key.json beside'),
    ]);
    await save('/.well-known/verdicts-key.json', 'verdicts-key.json');
    const without = await other.run('verify', file);
    expect([without.code, without.stdout]).toEqual([
      0,
      expect.stringMatching(/\? +pick +there is no catalogue-/),
    ]);
    await save(
      `/data/catalogue-${document.pick.catalogueHash}.json`,
      `catalogue-${document.pick.catalogueHash}.json`,
    );
    const told = await other.run('verify', file, '--json');
    expect([told.code, JSON.parse(told.stdout)]).toEqual([
      0,
      expect.objectContaining({ ok: true, mismatches: [] }),
    ]);

    const all = await save('/data/verdicts.ndjson', 'verdicts.ndjson');
    expect((await other.run('verify', all)).stdout).toMatch(/ok +lines +6 pairings\n/);
    const lines = readFileSync(all, 'utf8').trimEnd().split('\n');
    writeFileSync(all, [...lines.slice(0, 3), ...lines.slice(4)].join('\n'));
    const short = await other.run('verify', all);
    expect([short.code, short.stderr]).toEqual([
      1,
      expect.stringContaining('line 7, $.pairings\n  published   6\n  recomputed  5'),
    ]);
    const comparison = await other.run('verify', `${site}/compare/${document.pairings[0]?.slug}`);
    expect([comparison.code, comparison.stdout]).toEqual([
      0,
      expect.stringContaining('All that can be checked here holds.'),
    ]);
  });

  it('is checked by the few lines in the paper, without this program', { timeout: TIMEOUT_MS }, async () => {
    const { site } = await servedPublication(await open());
    const paper = readFileSync(join(PROJECT_ROOT, 'docs/open-data.md'), 'utf8');
    const file = join(elsewhere().folder, 'check.mjs');
    writeFileSync(file, /```js\n(.*?)```/s.exec(paper)?.[1] ?? '');
    const told = async (place: string) =>
      (await promisify(execFile)(process.execPath, [file, `${place}/issues/${WEEK}.json`])).stdout;

    expect(await told(site)).toBe('as it was signed\n');
    const liar = await between(site, (_, text) => text.replace('"sample":true', '"sample":false'));
    expect(await told(liar)).toBe('CHANGED\n');
  });

  it('has a record of its approvals that the command line prints and the script checks', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const store = await open();
    const { fetched } = await servedPublication(store);
    const cli = openCli({ DATABASE_URL: store.url });
    const printed = await cli.run('approvals', 'export', '--week', WEEK);
    expect([printed.code, printed.stderr]).toEqual([0, '']);
    expect(printed.stdout).toMatch(/^2026-W48 {2}issue 2, sent 2026-11-26T09:00:00\.000Z\n/);
    expect(printed.stdout).toMatch(
      / {2}record 2: approved 2026-11-26T09:00:00\.000Z by editor@example\.com at the command line, 45 readers then\n/,
    );
    expect(printed.stdout).toMatch(/ schedule \(program\) picked: \S+ vs /);
    expect(printed.stdout).toMatch(/The chain of 2 records holds\. Its head: [0-9a-f]{64}\n$/);

    const files = [join(cli.folder, 'approvals.json'), join(cli.folder, 'issue.json')] as const;
    writeFileSync(files[0], (await cli.run('approvals', 'export', '--json')).stdout);
    writeFileSync(files[1], await fetched(`/issues/${WEEK}.json`));
    const checked = await promisify(execFile)(process.execPath, [
      join(PROJECT_ROOT, 'scripts/verify-approvals.mjs'),
      ...files,
    ]);
    expect(checked.stdout).toMatch(/^2 records hold; head [0-9a-f]{64}\n$/);

    await store.db.updateTable('activity').set({ who: 'nobody' }).where('action', '=', 'picked').execute();
    const broken = await cli.run('approvals', 'export');
    expect([broken.code, broken.stderr]).toEqual([
      1,
      expect.stringMatching(/^Record 1: Line \d+ of the log \("picked" by schedule\) says/),
    ]);
    expect(broken.stdout).toContain('THE CHAIN DOES NOT HOLD.');
    const unpicked = await cli.run('approvals', 'export', '--week', '2027-W01');
    expect([unpicked.code, unpicked.stderr]).toEqual([1, 'Week 2027-W01 has not been picked.\n']);
  });

  it('is not there, or does not answer', { timeout: TIMEOUT_MS }, async () => {
    const { site } = await servedPublication(await open());
    const other = elsewhere();

    const unsent = await other.run('verify', `${site}/issues/2026-W52`);
    expect([unsent.code, unsent.stderr]).toEqual([
      1,
      expect.stringContaining('there is nothing published at this address'),
    ]);
    const silent = await other.run('verify', `http://127.0.0.1:${await closedPort()}/issues/${WEEK}`);
    expect([silent.code, silent.stderr]).toEqual([3, expect.stringContaining('did not answer')]);
    const nowhere = await other.run('verify', join(other.folder, 'none.json'), '--key', 'A'.repeat(43));
    expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('there is no such file')]);
  });
});
