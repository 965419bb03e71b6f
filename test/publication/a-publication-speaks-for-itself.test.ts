import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { openToPublic } from '../../src/newsroom/public-room.ts';
import { rebuildWeek } from '../../src/newsroom/rebuild.ts';
import { publisherOf } from '../../src/site/share/publisher.ts';
import { comparisonPicture, frontPicture } from '../../src/site/share/share-picture.tsx';
import { everyDeskRoute } from '../desk/every-desk-route.ts';
import { castBallots } from '../site/sent-issue.ts';
import { fixedClock } from '../support/clock.ts';
import { openDesk, type TestDesk } from '../support/desk.ts';
import { openDueIssue } from '../support/due-issue.ts';
import { sendEveryMail } from '../support/every-mail.ts';
import { WEEK } from '../support/frozen-issue.ts';
import { openSqliteStore } from '../support/stores.ts';

/** What only the sample compares, however it is broken, spelt or escaped. */
const SAMPLES_OWN = /\bAI(?:[\s\u00a0-]|&nbsp;|%20|\+)*tools?\b/i;
/** What only the sample's panel says, where a reader can see or hear it. */
const SAMPLES_VERDICTS = /\b(?:ships?|shipped|skips?|skipped)\b/i;
const SAMPLES_COLOURS =
  /#(?:1a5333|9a2e1d|1c1a16|faf7f0|5c564b|d6cebd|84c79d|f0937f|171613|ece7db|ada698|3b382f|3f8a5e|b9523d|7d7667)/i;

interface Seen {
  readonly what: string;
  readonly bytes: string;
  /** As a reader meets it; the desk speaks the catalogue's language. */
  readonly forReaders: boolean;
}

/** The starter, with links of its own: kitchen tools that a panel would buy or leave. */
function kitchen(): string {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-kitchen-'));
  cpSync(join(PROJECT_ROOT, 'data/starter'), folder, { recursive: true });
  const file = join(folder, 'publication.json');
  const publication = JSON.parse(readFileSync(file, 'utf8')) as object;
  const links = [{ label: 'Our shop', url: 'https://shop.kitchen.example/' }];
  writeFileSync(file, JSON.stringify({ ...publication, links }));
  return folder;
}

async function everythingOf(
  engine: 'react' | 'mjml',
): Promise<{ readonly seen: Seen[]; readonly desk: TestDesk }> {
  const PUBLICATION = kitchen();
  const OUTBOX_DIR = mkdtempSync(join(tmpdir(), 'verdicts-outbox-'));
  const settings = { PUBLICATION, OUTBOX_DIR, TEMPLATE_ENGINE: engine, PAIRINGS_PER_ISSUE: '2' };
  const store = await openSqliteStore();
  const clock = fixedClock('2026-11-23T09:00:00Z');
  const due = await openDueIssue(store, clock, { readers: 4, settings } as Parameters<
    typeof openDueIssue
  >[2]);
  await sendEveryMail(due);
  const desk = await openDesk(store, { settings, now: '2026-11-26T10:00:00Z' });
  const mails = await everyMail(due.app);
  const seen = [
    ...mails,
    ...(await everyPublicPage(desk, mails)),
    ...(await everyDeskPage(desk)),
    ...(await everyPicture(desk)),
    // Before its first issue, and when readers have voted and the vote is over.
    ...(await everyPublicPage(await openDesk(await openSqliteStore(), { settings }), [])),
    ...(await onceTheVoteIsOver(desk, mails)),
  ];
  return { seen, desk };
}

async function everyMail(app: Awaited<ReturnType<typeof openDueIssue>>['app']): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const kind of ['issue', 'test', 'confirm', 'welcome', 'sign-in', 'notice', 'correction']) {
    for (const name of await app.mails(kind)) {
      const {
        html = '',
        text = '',
        subject = '',
        from,
        headers,
      } = await PostalMime.parse(await app.read(kind, name));
      const head = [subject, from?.name ?? '', ...headers.map(({ key, value }) => `${key}: ${value}`)].join(
        '\n',
      );
      // What editors are told of a send is said in the desk's words.
      const forReaders = kind !== 'notice';
      const parts: Record<string, string> = { head, text, html };
      for (const [part, bytes] of Object.entries(parts))
        seen.push({ what: `${kind} ${name}, ${part}`, bytes, forReaders: forReaders && part !== 'head' });
    }
  }
  return seen;
}

async function onceTheVoteIsOver(desk: TestDesk, mails: readonly Seen[]): Promise<Seen[]> {
  const { id } = await desk.store.db.selectFrom('issues').select('id').executeTakeFirstOrThrow();
  await castBallots(desk.store, id, { a: 30, b: 4, both: 3, neither: 2 });
  desk.clock.set('2026-12-08T09:00:00Z');
  return (await everyPublicPage(desk, mails)).map(seen => ({ ...seen, what: `${seen.what} (voted)` }));
}

/** From the front page and the mails' links on, whatever leads further on the site. */
async function everyPublicPage({ web }: TestDesk, mails: readonly Seen[]): Promise<Seen[]> {
  const open = new Set([
    ...['/', '/subscribe', '/subscribed', '/embed', '/embed/form', '/embed/subscribed', '/privacy'],
    ...['/feed.xml', '/sitemap.xml', '/robots.txt', '/favicon.svg', '/nothing-here', '/lost-link'],
    ...mails.flatMap(({ bytes }) => pathsIn(bytes).filter(path => !path.startsWith('/desk'))),
  ]);
  const seen: Seen[] = [];
  // A set that grows is gone through to its end.
  for (const path of open) {
    const answer = await web.request(path);
    const type = answer.headers.get('content-type') ?? '';
    if (!/text|xml|json|svg/.test(type)) continue;
    const bytes = await answer.text();
    // Open data say ship and skip as the catalogue does, whatever the publication calls them.
    seen.push({ what: path, bytes, forReaders: !/css|javascript|json/.test(type) });
    for (const further of pathsIn(bytes)) {
      if (!/^\/(?:desk|outbox|go|type|hooks)\b/.test(further)) open.add(further);
    }
  }
  return seen;
}

function pathsIn(bytes: string): string[] {
  return [...bytes.matchAll(/(?:href|src|action)="(?:http:\/\/127\.0\.0\.1:3000)?(\/[^"#]*)/g)].map(
    ([, path = '']) => path.replaceAll('&amp;', '&'),
  );
}

async function everyDeskPage(desk: TestDesk): Promise<Seen[]> {
  const browser = await desk.signIn();
  const known = everyDeskRoute(desk, name => KITCHEN[name] ?? 'anything').filter(
    ({ method }) => method === 'GET',
  );
  const seen: Seen[] = [];
  for (const { path } of [...known, { path: '/desk/sign-in' }]) {
    if (/progress\/stream|\.csv|export/.test(path)) continue;
    const answer = await browser.get(path);
    const type = answer.headers.get('content-type') ?? '';
    if (/^text\/html/.test(type)) seen.push({ what: path, bytes: await answer.text(), forReaders: false });
  }
  return seen;
}

const KITCHEN: Readonly<Record<string, string>> = {
  ...{ week: WEEK, id: '1', position: '1', seq: '1', slug: 'trio-steel-28', engine: 'react', variant: '1' },
};

/** A picture has no text that could be searched: what it is drawn from has. */
async function everyPicture({ app }: TestDesk): Promise<Seen[]> {
  const { publication } = await openToPublic(app, '/sheet.css');
  const publisher = publisherOf(publication);
  const frozen = await app.store.db.selectFrom('frozen_mails').select('content').executeTakeFirstOrThrow();
  const { pairings } = JSON.parse(frozen.content) as { pairings: Parameters<typeof comparisonPicture>[1][] };
  const roles = publication.panel.map(({ role }) => role);
  const pictures = [
    frontPicture(publisher, roles),
    ...pairings.map(pairing => comparisonPicture(publisher, pairing)),
  ];
  return pictures.map((picture, index) => ({
    what: `picture ${index}`,
    bytes: renderToStaticMarkup(picture),
    forReaders: true,
  }));
}

/** What is said to people: without style, names of classes and addresses. */
function said(bytes: string): string {
  return bytes
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|href|src|action|style|fill|stroke|d|for|id|name)="[^"]*"/g, '')
    .replace(/https?:\S+/g, '');
}

describe.each(['react', 'mjml'] as const)('a publication of kitchen tools, by %s,', engine => {
  it('says nothing of the sample’s in any byte that it shows', async () => {
    const { seen, desk } = await everythingOf(engine);
    const kinds = new Set(seen.map(({ what }) => what.split(/[ ?]/)[0]?.replace(/^(\/[\w-]*).*/, '$1')));
    for (const kind of ['issue', 'confirm', 'welcome', 'sign-in', 'notice', 'correction', 'test', 'picture'])
      expect(kinds).toContain(kind);
    for (const path of [
      '/',
      '/issues',
      '/compare',
      '/how-we-pick',
      '/feed',
      '/sitemap',
      '/vote',
      '/preferences',
      '/desk',
    ])
      expect(kinds).toContain(path);
    expect(seen.length).toBeGreaterThan(100);
    const found = (pattern: RegExp, where: readonly { what: string; bytes: string }[]) =>
      where.flatMap(({ what, bytes }) => {
        const at = pattern.exec(bytes)?.index;
        return at === undefined ? [] : [`${what}: …${bytes.slice(Math.max(0, at - 60), at + 40)}…`];
      });
    expect(found(SAMPLES_OWN, seen)).toEqual([]);
    expect(found(SAMPLES_COLOURS, seen)).toEqual([]);
    const forReaders = seen
      .filter(each => each.forReaders)
      .map(({ what, bytes }) => ({ what, bytes: said(bytes) }));
    expect(found(SAMPLES_VERDICTS, forReaders)).toEqual([]);
    const issues = seen.filter(({ what }) => /^issue .*(?:html|text)$/.test(what));
    for (const { bytes } of issues) expect(bytes).toContain('https://shop.kitchen.example/');
    for (const { what, bytes } of seen.filter(({ bytes: page }) => page.includes('class="masthead"')))
      expect(bytes, what).toContain('Kitchen Verdicts');
    // Its look and words were frozen with it: it comes out the same again.
    expect(await rebuildWeek(desk.app, WEEK)).toMatchObject({ kind: 'same' });
  }, 300_000);
});

it('the search finds what it looks for: the sample says all of it', async () => {
  const store = await openSqliteStore();
  const desk = await openDesk(store);
  const front = await (await desk.web.request('/')).text();
  expect(front).toMatch(SAMPLES_OWN);
  expect(said(front)).toMatch(SAMPLES_VERDICTS);
  const sheet = /href="([^"]+\.css)"/.exec(front)?.[1] ?? '';
  expect(await (await desk.web.request(sheet)).text()).toMatch(SAMPLES_COLOURS);
});
