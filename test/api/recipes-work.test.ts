import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { isScope, type Scope } from '../../src/newsroom/keys/scope.ts';
import { submitDueSingleMails } from '../../src/newsroom/single-mails.ts';
import { correctionOf } from '../../src/storage/delivery/corrections.ts';
import { freePort } from '../support/free-port.ts';
import { onPort } from '../support/reader-site.ts';
import { describeStores } from '../support/stores.ts';
import { type ApiWorld, approve, openWorld, PICKED, SENT, sampleCatalogue } from './api-world.ts';

const DOCS = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8');
const RECIPES = recipesIn(DOCS);
const never = new AbortController().signal;

describeStores('a recipe of the docs', open => {
  it('is one of ten, each in a file of its own with the scopes it needs', () => {
    expect([...RECIPES.keys()]).toEqual([
      ...['sign-up.mjs', 'export.mjs', 'catalogue.mjs', 'draft.mjs', 'slack.mjs'],
      ...['leave.mjs', 'watchdog.mjs', 'votes.mjs', 'later.mjs', 'correct.mjs'],
    ]);
    for (const { scopes } of RECIPES.values()) expect(scopes.length).toBeGreaterThan(0);
  });

  it('takes sign-ups from a static site, and sends the visitor on whatever came of it', async () => {
    const kitchen = await openKitchen(await openWorld(await open()));
    const port = await freePort();
    await kitchen.start('sign-up.mjs', { PORT: String(port), THANKS: '/thanks' });
    const post = (email: string) =>
      fetch(`http://127.0.0.1:${port}/`, {
        method: 'POST',
        body: new URLSearchParams({ email, name: 'New' }),
        redirect: 'manual',
      });
    for (const email of ['new@readers.example', 'no address', 'ada@readers.example']) {
      const answer = await post(email);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/thanks']);
    }
    await submitDueSingleMails(kitchen.world.app, never);
    expect(await kitchen.world.app.mails('confirm')).toHaveLength(1);
  });

  it('exports at night', async () => {
    const kitchen = await openKitchen(await openWorld(await open()));
    await kitchen.run('export.mjs');
    const lines = kitchen.file('subscribers.ndjson').trim().split('\n');
    expect(lines.map(line => JSON.parse(line).email)).toContain('ada@readers.example');
  });

  it('proposes a catalogue from a database, or says what is wrong with it', async () => {
    const kitchen = await openKitchen(await openWorld(await open()));
    toolsDatabase(join(kitchen.folder, 'tools.db'));
    expect(await kitchen.run('catalogue.mjs')).toContain('proposal 1');
    // The night after, with nothing new: the same proposal, not another.
    expect(await kitchen.run('catalogue.mjs')).toContain('proposal 1');
    const list = await (await kitchen.world.call('GET', '/catalogue/proposals')).json();
    expect(list.items).toMatchObject([{ id: 1, proposedBy: 'key catalogue' }]);
    new DatabaseSync(join(kitchen.folder, 'tools.db')).exec("update tools set category = ''");
    await expect(kitchen.run('catalogue.mjs')).rejects.toThrow(/error \$\.tools\[0\]\.category/);
  });

  it('drafts as an agent would, and leaves the yes to an editor', async () => {
    const kitchen = await openKitchen(await openWorld(await open()));
    expect(await kitchen.run('draft.mjs', PICKED)).toMatch(/in_review: [0-9a-f]{64}/);
    const { edits, state } = await kitchen.world.issue();
    expect([edits.intro, state]).toEqual([expect.stringMatching(/^This week: /), 'in_review']);
  });

  it('tells Slack of an issue that nobody has approved, and only of such', async () => {
    const kitchen = await openKitchen(await openWorld(await open()));
    const said: string[] = [];
    const slack = createServer(async (request, response) => {
      said.push(await text(request));
      response.end('ok');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void slack.close());
    await new Promise(resolve => slack.once('listening', resolve));
    const SLACK_WEBHOOK = `http://127.0.0.1:${(slack.address() as AddressInfo).port}/`;
    await kitchen.run('slack.mjs', [], { SLACK_WEBHOOK });
    expect(said.map(one => JSON.parse(one))).toEqual([
      { text: `${PICKED} is picked and due at 2026-11-26T09:00:00.000Z.` },
    ]);
    await approve(kitchen.world);
    await kitchen.run('slack.mjs', [], { SLACK_WEBHOOK });
    expect(said).toHaveLength(1);
  });

  it('takes somebody off by address', async () => {
    const kitchen = await openKitchen(await openWorld(await open()));
    expect(await kitchen.run('leave.mjs', 'grace@readers.example')).toBe('2 unsubscribed\n');
    expect(await kitchen.run('leave.mjs', 'nobody@readers.example')).toBe('');
  });

  it('stops a send that bounces too much, and no other', async () => {
    const kitchen = await openKitchen(await openWorld(await open()));
    const { world } = kitchen;
    const sending = { state: 'sending' };
    await world.store.db.updateTable('issues').set(sending).where('week', '=', SENT).execute();
    expect(await kitchen.run('watchdog.mjs', SENT)).toBe('sending 0\n');
    expect(await kitchen.run('watchdog.mjs', [SENT], { MOST_BOUNCED: '-1' })).toBe('stopped\n');
    expect(await world.issue(SENT)).toMatchObject({
      state: 'stopped',
      reason: 'Stopped by key watchdog: 0% bounced',
    });
  });

  it('writes down how closed votes went', async () => {
    const kitchen = await openKitchen(await openWorld(await open()));
    await kitchen.run('votes.mjs');
    expect(JSON.parse(kitchen.file('votes.json'))).toMatchObject([
      { week: SENT, lines: [expect.any(String), {}, {}] },
    ]);
  });

  it('lets an issue go later, and takes no approval for it', async () => {
    const kitchen = await openKitchen(await openWorld(await open()));
    await approve(kitchen.world);
    expect(await kitchen.run('later.mjs', [PICKED, '2026-11-27', '15:30'])).toBe(
      '2026-11-27T15:30:00.000Z\n',
    );
    expect((await kitchen.world.issue()).approval?.by).toBe('editor@example.com');
  });

  it('drafts a correction once, however often it is run', async () => {
    const kitchen = await openKitchen(await openWorld(await open()));
    const words = [SENT, 'Zed costs $20.', 'Zed costs $10.'];
    for (let time = 0; time < 2; time += 1)
      expect(await kitchen.run('correct.mjs', words)).toMatch(/^draft http/);
    const issue = await kitchen.world.issue(SENT);
    expect(await correctionOf(kitchen.world.store, issue.id)).toMatchObject({
      state: 'draft',
      by: 'key correct',
    });
  });
});

/** A folder with all the recipes, before a server; each is run with a key of the scopes that the docs name for it. */
async function openKitchen(world: ApiWorld) {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-recipes-'));
  const files = [...DOCS.matchAll(/```js\n\/\/ ([\w-]+\.mjs)\n([\s\S]*?)```/g)];
  for (const [, name = '', code = ''] of files) writeFileSync(join(folder, name), code);
  const server = await onPort(world.web);
  const keys = new Map<string, string>();
  const environment = async (name: string, more: Record<string, string>) => {
    const recipe = name.replace('.mjs', '');
    const key = keys.get(name) ?? (await world.key(RECIPES.get(name)?.scopes ?? [], recipe));
    keys.set(name, key);
    return { PATH: process.env.PATH, VERDICTS_URL: server, VERDICTS_KEY: key, ...more };
  };
  const begin = async (name: string, words: readonly string[], more: Record<string, string>) =>
    spawn(process.execPath, [name, ...words], { cwd: folder, env: await environment(name, more) });
  return {
    world,
    folder,
    file: (name: string) => readFileSync(join(folder, name), 'utf8'),
    run: async (name: string, words: string | readonly string[] = [], more: Record<string, string> = {}) => {
      const child = await begin(name, [words].flat(), more);
      const printed = printedBy(child);
      const code = await new Promise(resolve => child.once('close', resolve));
      if (code !== 0) throw new Error(`${name} ended with ${code}: ${printed.out}${printed.err}`);
      return printed.out;
    },
    start: async (name: string, more: Record<string, string>) => {
      const child = await begin(name, [], more);
      onTestFinished(() => void child.kill());
      await new Promise(resolve => child.stdout.once('data', resolve));
    },
  };
}

function printedBy({ stdout, stderr }: ChildProcess): { out: string; err: string } {
  const printed = { out: '', err: '' };
  stdout?.on('data', some => {
    printed.out += String(some);
  });
  stderr?.on('data', some => {
    printed.err += String(some);
  });
  return printed;
}

/** By the name of the file: the scopes that stand above it. */
function recipesIn(docs: string): Map<string, { readonly scopes: readonly Scope[] }> {
  return new Map(
    docs
      .split(/^### \d+\. /m)
      .slice(1)
      .map(part => {
        const [, scopes = ''] = /^Scopes? ((?:`[\w-]+`(?:, )?)+)/m.exec(part) ?? [];
        const [, name = ''] = /```js\n\/\/ ([\w-]+\.mjs)/.exec(part) ?? [];
        return [
          name,
          { scopes: [...scopes.matchAll(/`([\w-]+)`/g)].map(([, scope = '']) => scope).filter(isScope) },
        ];
      }),
  );
}

/** What the third recipe expects: four tools of the sample, as rows. */
function toolsDatabase(file: string): void {
  const { panel, tools } = sampleCatalogue() as {
    panel: { id: string; role: string; name: string }[];
    tools: Record<string, never>[];
  };
  const database = new DatabaseSync(file);
  database.exec(`create table panel (id text, role text, name text);
    create table tools (slug text, name text, tagline text, description text, category text, url text, added_on text);
    create table reviews (tool text, panelist text, verdict text, quote text)`);
  for (const { id, role, name } of panel)
    database.prepare('insert into panel values (?, ?, ?)').run(id, role, name);
  for (const { slug, name, tagline, description, category, url, addedOn, reviews } of tools.slice(0, 4)) {
    database
      .prepare('insert into tools values (?, ?, ?, ?, ?, ?, ?)')
      .run(
        slug ?? '',
        name ?? '',
        tagline ?? '',
        description ?? '',
        category ?? '',
        url ?? '',
        addedOn ?? '',
      );
    for (const { panelist, verdict, quote } of reviews as unknown as Record<string, string>[])
      database
        .prepare('insert into reviews values (?, ?, ?, ?)')
        .run(slug ?? '', panelist ?? '', verdict ?? '', quote ?? '');
  }
  database.close();
}
