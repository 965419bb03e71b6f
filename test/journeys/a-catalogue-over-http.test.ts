import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
      expect((await pull()).stdout).toMatch(/~ Quite New \(.+\): other details/);
      expect(await pull()).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing new since') });
      server.serve({ panel: [], tools: 'none' });
      const refused = await pull();
      expect(refused.code).toBe(1);
      expect(refused.stdout).toContain('$.tools');
      expect(refused.stderr).toContain('In use is still the one last confirmed at');
      await server.close();
      expect(await pull()).toMatchObject({
        code: 3,
        stderr: expect.stringContaining('connection was refused'),
      });
      // What was good is used without a network.
      expect(await cli.run('pick', '--week', '2026-W48')).toMatchObject({ code: 0 });
      expect((await cli.run('status', '--week', '2026-W48')).stdout).toContain('Catalogue: none came at');
      expect((await cli.run('doctor')).stdout).toMatch(/catalogue .*In use is the one of/);
      const file = await cli.with({ CATALOGUE: 'data/sample/catalogue.json' }).run('catalogue', 'pull');
      expect(file).toMatchObject({ code: 2, stderr: expect.stringContaining('is the file') });
    },
    TIMEOUT_MS,
  );

  it.skipIf(dialect === 'postgres')(
    'is told by status where no week is picked, and a pick that is asked to end picks nothing',
    async () => {
      const cli = cliOf(await open());
      const status = () => cli.run('status', '--week', '2026-W48');
      expect((await status()).stderr).toContain('Catalogue: not fetched yet.');
      server.serve('<!doctype html>', { 'content-type': 'text/html\u009b2J' });
      const pulled = await cli.run('catalogue', 'pull');
      expect(pulled.stderr).toContain('was sent as text/html\\u{9b}2J');
      expect((await status()).stderr).toContain('was not accepted. What came is not a good catalogue');

      server.serve(JSON.stringify(sampleCatalogue()).replaceAll('"builder"', '"seat-1"'));
      await cli.run('catalogue', 'pull');
      server.answer(() => undefined);
      const asked = server.asked.length;
      const pick = cli.start('pick', '--week', '2026-W48');
      await expect.poll(() => server.asked.length, UP).toBe(asked + 1);
      const { stderr } = await status();
      expect(stderr).toContain('has not been picked');
      expect(stderr).toContain('Catalogue: it is being fetched now.');
      pick.child.kill('SIGINT');
      expect(await pick.done).toMatchObject({
        code: 3,
        stdout: '',
        stderr: expect.stringContaining('Ended'),
      });
      expect((await status()).stderr).toContain('has not been picked');

      // Its panel is known to pages that are read: their reviewers keep their ids.
      const page = join(cli.folder, 'page.html');
      const review = { '@type': 'Review', author: 'The Builder', name: 'ship', reviewBody: 'Fine.' };
      const tool = { '@type': 'Product', name: 'Otter', description: 'It is.', category: 'Notes', review };
      writeFileSync(page, `<script type="application/ld+json">${JSON.stringify(tool)}</script>`);
      const made = await cli.run('catalogue', 'from-page', page);
      expect(JSON.parse(made.stdout)).toMatchObject({
        panel: [{ id: 'seat-1', role: 'seat-1', name: 'The Builder' }],
      });
      expect(made.stderr).toContain('1 tool, 1 reviewer.');
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
