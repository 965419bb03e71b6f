import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  CATALOGUE_SECRET,
  type CatalogueServer,
  openCatalogueServer,
  sampleCatalogue,
  signatureOf,
} from '../support/catalogue-server.ts';
import { openCli, type RunningCli } from '../support/cli.ts';
import { freePort } from '../support/free-port.ts';
import { describeStores, type TestStore } from '../support/stores.ts';

const TIMEOUT_MS = 180_000;
const UP = { timeout: 90_000, interval: 100 };

let server: CatalogueServer;
let running: RunningCli[] = [];
beforeEach(async () => {
  server = await openCatalogueServer();
});
afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await Promise.all(running.map(({ done }) => done));
  running = [];
  await server.close();
});

const cliOf = (store: TestStore, settings: Record<string, string> = {}) =>
  openCli({ DATABASE_URL: store.url, CATALOGUE: server.address, ...settings });

describeStores('a catalogue that lives elsewhere', (open, dialect) => {
  it.skipIf(dialect === 'postgres')(
    'is pulled by a command that says what is new, and what is wrong',
    async () => {
      const cli = cliOf(await open(), { CATALOGUE_TOKEN: 'abc' });
      const pull = () => cli.run('catalogue', 'pull');
      const first = await pull();
      expect(first).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/a new catalogue of \d+ tools is in use/),
      });
      expect(server.asked[0]?.headers.authorization).toBe('Bearer abc');
      server.serve(sampleCatalogue(({ tools }) => Object.assign(tools[0]!, { name: 'Quite New' })));
      expect((await pull()).stdout).toMatch(/~ Quite New \(.+\): other words/);
      expect(await pull()).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing new since') });
      server.serve({ panel: [], tools: 'none' });
      const refused = await pull();
      expect(refused.code).toBe(1);
      expect(refused.stdout).toContain('$.tools');
      expect(refused.stderr).toContain('In use is still the one of');
      await server.close();
      expect(await pull()).toMatchObject({
        code: 3,
        stderr: expect.stringContaining('connection was refused'),
      });
      // What was good is used without a network.
      expect(await cli.run('pick', '--week', '2026-W48')).toMatchObject({ code: 0 });
      expect((await cli.run('status', '--week', '2026-W48')).stdout).toContain('Catalogue: the pull at');
      expect((await cli.run('doctor')).stdout).toMatch(/catalogue .*In use is the one of/);
      const file = await cli.with({ CATALOGUE: 'data/sample/catalogue.json' }).run('catalogue', 'pull');
      expect(file).toMatchObject({ code: 2, stderr: expect.stringContaining('is the file') });
    },
    TIMEOUT_MS,
  );

  it.skipIf(dialect === 'sqlite')(
    'is fetched by one of two servers on one database when its owner calls one of them',
    async () => {
      const store = await open();
      const body = JSON.stringify(sampleCatalogue());
      server.serve(body, { 'catalogue-signature': signatureOf(body) });
      const [one, other] = await Promise.all([startServer(store), startServer(store)]);
      await expect.poll(() => server.asked.length, UP).toBe(1);
      const newer = JSON.stringify(sampleCatalogue(({ tools }) => tools.pop()));
      server.serve(newer, { 'catalogue-signature': signatureOf(newer) });
      // Not sooner than ten seconds after the last pull.
      expect(await call(one)).toBe(202);
      await expect.poll(() => server.asked.length, UP).toBe(2);
      await expect.poll(() => pullOf(store), UP).toBe('kept');
      await new Promise(resolve => setTimeout(resolve, 3_000));
      expect(server.asked).toHaveLength(2);
      for (const base of [one, other]) expect((await fetch(`${base}/how-we-pick`)).status).toBe(200);
    },
    TIMEOUT_MS,
  );

  it.skipIf(dialect === 'postgres')(
    'that cannot be reached keeps nobody from the site, and is told',
    async () => {
      const { address } = server;
      await server.close();
      const base = await startServer(await open(), { CATALOGUE: address });
      expect((await fetch(base)).status).toBe(200);
      expect(running[0]?.printed()).toContain('There is no catalogue yet, so nothing can be picked.');
    },
    TIMEOUT_MS,
  );
});

async function startServer(store: TestStore, settings: Record<string, string> = {}): Promise<string> {
  const port = await freePort();
  const cli = cliOf(store, {
    CATALOGUE_SECRET,
    PORT: String(port),
    PICK_CRON: `0 0 * * ${distantDay()}`,
    SEND_CRON: `0 12 * * ${distantDay()}`,
    ...settings,
  });
  const server = cli.start('serve');
  running.push(server);
  await expect.poll(server.printed, UP).toContain('is up:');
  return `http://127.0.0.1:${port}`;
}

/** The servers have the machine's own clock, and nothing is to fall due while they run. */
function distantDay(): number {
  return (new Date().getUTCDay() + 4) % 7;
}

async function call(base: string): Promise<number> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const key = Buffer.from(CATALOGUE_SECRET.slice('whsec_'.length), 'base64');
  const mac = createHmac('sha256', key).update(`msg_1.${timestamp}.`).digest('base64');
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${mac}` };
  return (await fetch(`${base}/hooks/catalogue`, { method: 'POST', headers })).status;
}

async function pullOf(store: TestStore): Promise<string> {
  const row = await store.db.selectFrom('catalogue_pulls').select('pull').executeTakeFirst();
  return row ? (JSON.parse(row.pull) as { kind: string }).kind : '';
}

import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { openCli } from '../support/cli.ts';

/** Each command is a process of its own, which takes seconds on a busy machine. */
const TIMEOUT = { timeout: 120_000 };

const paper = readFileSync(join(PROJECT_ROOT, 'docs/catalogue.md'), 'utf8');

function block(language: string, number: number): string {
  return [...paper.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))][number]?.[1] ?? '';
}

describe('catalogue schema', TIMEOUT, () => {
  it('prints what `new` writes beside the starter, by which the starter is right', async () => {
    const cli = openCli();
    const { code, stdout } = await cli.run('catalogue', 'schema');
    const folder = join(cli.folder, 'kitchen');
    await cli.run('new', folder);
    const file = JSON.parse(readFileSync(join(folder, 'catalogue.json'), 'utf8')) as { $schema: string };
    expect([code, file.$schema]).toEqual([0, './catalogue.schema.json']);
    expect(readFileSync(join(folder, file.$schema), 'utf8')).toBe(stdout);
    const ajv = new Ajv2020({ keywords: ['patternErrorMessage'] });
    expect(ajv.validate(JSON.parse(stdout) as object, file)).toBe(true);
    const publication = JSON.parse(readFileSync(join(folder, 'publication.json'), 'utf8')) as object;
    const own = JSON.parse(readFileSync(join(folder, 'publication.schema.json'), 'utf8')) as object;
    expect(ajv.validate(own, publication)).toBe(true);
  });
});

describe('catalogue from-csv', TIMEOUT, () => {
  it('gives a catalogue that check takes, and writes over nothing', async () => {
    const cli = openCli();
    const place = (name: string) => join(cli.folder, name);
    writeFileSync(place('tools.csv'), block('csv', 0));
    writeFileSync(place('reviews.csv'), block('csv', 1));
    writeFileSync(place('map.json'), block('json', 1));
    const args = [
      'from-csv',
      place('tools.csv'),
      '--reviews',
      place('reviews.csv'),
      '--map',
      place('map.json'),
    ];
    const printed = await cli.run('catalogue', ...args);
    expect(printed.code).toBe(0);
    expect(printed.stderr).toContain('“Owner”');
    const out = ['--out', place('made.json')];
    expect((await cli.run('catalogue', ...args, ...out)).code).toBe(0);
    expect(readFileSync(place('made.json'), 'utf8')).toBe(printed.stdout);
    expect((await cli.run('catalogue', 'check', place('made.json'))).code).toBe(0);
    const again = await cli.run('catalogue', ...args, ...out);
    expect([again.code, again.stderr]).toEqual([
      1,
      expect.stringContaining('is there already and stays as it is'),
    ]);

    writeFileSync(place('tools.csv'), block('csv', 0).replace('39,00', 'cheap'));
    const bad = await cli.run('catalogue', ...args);
    expect([bad.code, bad.stdout]).toEqual([1, '']);
    expect(bad.stderr).toContain('tools.csv, line 2, column "Price"');
    writeFileSync(place('map.json'), '{ "Product": nome }');
    const mapping = await cli.run('catalogue', ...args);
    expect([mapping.code, mapping.stderr]).toEqual([
      2,
      expect.stringContaining('line 1, column 14: broken JSON'),
    ]);
    const nowhere = await cli.run('catalogue', 'from-csv', '/nowhere.csv', '--map', '/nowhere.json');
    expect([nowhere.code, nowhere.stderr]).toEqual([
      2,
      '/nowhere.json cannot be read: there is no such file.\n',
    ]);
  });
});

describe('catalogue from-page', TIMEOUT, () => {
  const item = {
    '@type': 'Product',
    name: 'Otter',
    description: 'It takes notes.',
    slogan: 'a note taker',
    category: 'Notes',
    review: { '@type': 'Review', author: 'The Skeptic', name: 'ship', reviewBody: 'Fine.' },
  };
  const html = (data: object) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`;

  it('ends with 1 while something is open that a catalogue needs, and lists it', async () => {
    const cli = openCli();
    const file = join(cli.folder, 'page.html');
    writeFileSync(file, html(item));
    const whole = await cli.run('catalogue', 'from-page', file);
    expect(whole.code).toBe(0);
    expect(JSON.parse(whole.stdout)).toMatchObject({
      panel: [{ id: 'skeptic', role: 'skeptic', name: 'The Skeptic' }],
      tools: [{ slug: 'otter', reviews: [{ panelist: 'skeptic', verdict: 'ship' }] }],
    });
    expect(whole.stderr).toContain('$.tools[0].price');
    writeFileSync(file, html({ ...item, review: { ...item.review, name: '5 stars' } }));
    const open = await cli.run('catalogue', 'from-page', file);
    expect(open.code).toBe(1);
    expect(JSON.parse(open.stdout)).toMatchObject({ tools: [{ reviews: [{ panelist: 'skeptic' }] }] });
    expect(open.stderr).toContain('$.tools[0].reviews[0].verdict  The page does not say whether The Skeptic');
    writeFileSync(file, '<p>Nothing.');
    const none = await cli.run('catalogue', 'from-page', file);
    expect([none.code, none.stdout, none.stderr]).toEqual([
      1,
      '',
      expect.stringContaining('tells of no tool'),
    ]);
  });

  it('asks an address, of this machine only where mail stays here', async () => {
    const server = createServer((_, response) => void response.end(html(item)));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const page = `http://127.0.0.1:${(server.address() as AddressInfo).port}/compare`;
    try {
      const cli = openCli();
      const here = await cli.run('catalogue', 'from-page', page);
      expect(JSON.parse(here.stdout)).toMatchObject({ tools: [{ $comment: `Read from ${page}.` }] });
      const real = cli.with({ MAIL_PROVIDER: 'resend', RESEND_API_KEY: 're_test' });
      const refused = await real.run('catalogue', 'from-page', page);
      expect([refused.code, refused.stdout, refused.stderr]).toEqual([
        1,
        '',
        expect.stringContaining('private network'),
      ]);
    } finally {
      server.close();
    }
  });
});

describe('catalogue check', TIMEOUT, () => {
  it('foretells in numbers what the paper shows', async () => {
    const cli = openCli();
    const file = join(cli.folder, 'catalogue.json');
    const ids = ['cook', 'skeptic', 'parent', 'neighbour'];
    const tool = (slug: string, reviews: number) => ({
      slug,
      name: slug,
      tagline: `a pan called ${slug}`,
      description: 'A pan.',
      category: 'Pans',
      price: { kind: 'free' },
      addedOn: '2026-11-02',
      reviews: ids.slice(0, reviews).map(panelist => ({ panelist, verdict: 'ship', quote: 'Yes.' })),
    });
    const tools = [...['a', 'b', 'c', 'd'].map(slug => tool(slug, 3)), tool('slip-28', 2), tool('wok-30', 2)];
    writeFileSync(file, JSON.stringify({ panel: ids.map(id => ({ id, role: id, name: id })), tools }));
    const { code, stdout } = await cli.run('catalogue', 'check', file);
    expect(code).toBe(0);
    const undated = (text: string) =>
      text.replaceAll(/\d{4}-W\d{2}/g, 'WEEK').replaceAll(file, 'catalogue.json');
    expect(undated(stdout)).toBe(undated(block('text', 0)));
  });
});
