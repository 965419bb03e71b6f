import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { signToken } from '../../src/audience/token.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { previewMail } from '../../src/newsroom/preview-mail.ts';
import type { Store } from '../../src/storage/database.ts';
import { frozenContent } from '../../src/storage/issue/frozen-content.ts';
import { describeStores } from '../support/stores.ts';
import { CLOSES, castAll, sentIssue, times, WEEK } from './vote-week.ts';

describeStores('a reader who votes from the mail', open => {
  async function setUp(readers: number, settings?: Record<string, string>) {
    const week = await sentIssue(await open(), { readers, ...(settings && { settings }) });
    const post = (token: string, choice: string, headers: Record<string, string> = {}) =>
      week.web.request(`/vote/${token}`, { method: 'POST', body: new URLSearchParams({ choice }), headers });
    const get = (path: string) => week.web.request(`/vote/${path}`);
    return { ...week, post, get };
  }

  it('opens the ballot from the link, casts it with the button, sees how it stands and changes it', async () => {
    const { store, clock, issue, token, get, post } = await setUp(21);
    await castAll(store, clock, issue.id, times(20, 'b'));
    const { a, b, verdict } = (await frozenContent(store, issue.id))!.pairings[0]!;

    const opened = await get(`${token(21)}?choice=both`);
    expect(opened.status).toBe(200);
    const page = await opened.text();
    expect(tickedIn(page)).toEqual(['both']);
    for (const words of [a.name, b.name, a.tagline, `${a.ship.percent}%`, '30 Nov 2026, 09:00 (UTC)']) {
      expect(page).toContain(escaped(words));
    }
    expect(textOf(page)).toContain(textOf(escaped(verdict)));
    expect(page).not.toContain('100% of 20');

    const cast = await (await post(token(21), 'both')).text();
    expect(cast).toContain('<h1>Your vote is in.</h1>');
    expect(textOf(cast)).toContain('You said: Ship both.');
    expect(textOf(cast)).toContain('of 21');
    const again = await (await get(`${token(21)}?choice=a`)).text();
    expect([tickedIn(again), textOf(again).includes('You said: Ship both.')]).toEqual([['a'], true]);
    expect(tickedIn(await (await get(token(21))).text())).toEqual(['both']);
    expect(await (await post(token(21), 'neither')).text()).toContain('<h1>Your vote has been changed.</h1>');
    expect(await (await post(token(21), 'neither')).text()).toContain('<h1>Your vote stands.</h1>');
    expect(await choices(store)).toEqual([...times(20, 'b'), 'neither'].toSorted());
  });

  it('is told what a person would say, and no number, until twenty have voted', async () => {
    const { store, clock, issue, token, post } = await setUp(20);
    await castAll(store, clock, issue.id, times(18, 'a'));
    const few = textOf(await (await post(token(19), 'a')).text());
    expect(few).toContain('Too few of you have voted yet to say which way it goes.');
    expect(few).not.toMatch(/% of \d|Readers ship|\b19\b|—/);
    const enough = textOf(await (await post(token(20), 'a')).text());
    expect(enough).toMatch(/leads among readers who chose one: 100% of 20 \(84–100%\)/);
  });

  it('changes nothing by opening links, however often and with whatever they carry', async () => {
    const { store, web, token, app, post } = await setUp(2);
    await post(token(1), 'a');
    const before = await everyRow(store);
    const test = signToken(app.keyring.current, 'vote-test', `${WEEK}.1.0`);
    for (const path of [
      token(1),
      token(2),
      `${token(2)}?choice=b`,
      `${token(1)}?choice=neither&choice=a`,
      test,
      'forged',
    ]) {
      for (const method of ['GET', 'HEAD', 'GET']) await web.request(`/vote/${path}`, { method });
    }
    expect(await everyRow(store)).toEqual(before);
  });

  it('gets one plain answer for whatever opens no vote', async () => {
    const { app, store, issue, token, get, post } = await setUp(1);
    await store.db.updateTable('subscribers').set({ state: 'erased' }).where('id', '=', 1).execute();
    const key = app.keyring.current;
    const dead = [
      'nonsense',
      token(1),
      token(2),
      token(1, 9),
      token(1).slice(0, -1),
      signToken(key, 'unsubscribe', `${issue.id}.1.1`),
      signToken(key, 'vote', '1'),
      signToken(key, 'vote', `${issue.id}.1.1'; drop table ballots`),
      signToken(key, 'vote-test', `${WEEK}.1.1`),
      signToken(key, 'vote-test', '2031-W01.1.0'),
      `${'x'.repeat(4_000)}`,
    ];
    const answers = new Set<string>();
    for (const path of dead) {
      for (const answer of [await get(path), await post(path, 'a'), await post(path, 'nonsense')]) {
        expect(answer.status, path).toBe(404);
        expect(answer.headers.get('cache-control')).toBe('no-store');
        answers.add(await answer.text());
      }
    }
    expect(answers.size).toBe(1);
    expect(await choices(store)).toEqual([]);
  });

  it('is asked again when the form came without an answer, or with a strange one', async () => {
    const { store, token, post, web } = await setUp(1);
    for (const choice of ['', 'A', 'ab', '<script>', 'a\r\nb']) {
      const answer = await post(token(1), choice);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('Choose one answer.');
    }
    for (const init of [
      { body: '{"choice":"a"}', headers: { 'Content-Type': 'application/json' } },
      { body: 'choice=a', headers: { 'Content-Type': 'multipart/form-data' } },
      { body: '' },
    ]) {
      expect((await web.request(`/vote/${token(1)}`, { method: 'POST', ...init })).status).toBe(400);
    }
    const long = await web.request(`/vote/${token(1)}`, {
      method: 'POST',
      body: `choice=a&x=${'x'.repeat(70_000)}`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    expect(long.status).toBe(413);
    expect(await choices(store)).toEqual([]);
  });

  it('reads the result where the vote has closed, and finds no button any more', async () => {
    const { store, clock, issue, token, get, post } = await setUp(21);
    await castAll(store, clock, issue.id, times(20, 'a'));
    clock.set(CLOSES);
    for (const answer of [
      await get(token(1)),
      await get(`${token(21)}?choice=a`),
      await post(token(21), 'b'),
      await post(token(1), 'b'),
    ]) {
      expect(answer.status).toBe(200);
      const page = await answer.text();
      expect(page).toContain('<h1>This vote has closed.</h1>');
      expect(page).toMatch(/<a href="[^"]*\/compare\/[^"]*">The result beside the full comparison<\/a>/);
      expect(page).not.toContain('Next: ');
      expect(textOf(page)).toContain('100% of 20');
      expect(page).not.toContain('<form');
    }
    expect(await choices(store)).toEqual(times(20, 'a'));
  });

  it('tries a test mail’s links, which work, say so, and never count', async () => {
    const { store, clock, app, post, get } = await setUp(1);
    clock.set(CLOSES);
    await pickWeek(app, '2026-W49', 'schedule');
    const draft = await draftIssue(app, (await app.issues.find('2026-W49'))!);
    const mail = await previewMail(app, draft);
    const links = [...mail.text.matchAll(/\/vote\/([\w.~-]+)/g)].map(match => match[1]!);
    expect(new Set(links).size).toBe(draft.content.pairings.length);
    for (const link of new Set(links)) {
      const page = textOf(await (await get(`${link}?choice=b`)).text());
      expect(page).toContain('This is the ballot of a test mail.');
      const cast = textOf(await (await post(link, 'b')).text());
      expect(cast).toContain('Your test vote arrived.');
      expect(cast).toContain('and it was not counted');
      expect(cast).toContain('Too few of you have voted yet');
    }
    expect(await choices(store)).toEqual([]);
  });

  it('is told when ten changes an hour, or sixty votes an hour from one network, are reached', async () => {
    const { store, token, post } = await setUp(62, { TRUST_PROXY: '1' });
    const from = (address: string) => ({ 'X-Forwarded-For': `198.51.100.9, ${address}` });
    for (let change = 0; change <= 10; change++) await post(token(1), change % 2 === 0 ? 'a' : 'b');
    const often = await post(token(1), 'b');
    expect([often.status, textOf(await often.text()).includes('ten times within an hour')]).toEqual([
      429,
      true,
    ]);
    for (let reader = 2; reader <= 61; reader++) await post(token(reader), 'a', from(`203.0.113.${reader}`));
    const many = await post(token(62), 'a', from('203.0.113.250'));
    expect([many.status, textOf(await many.text()).includes('from your network')]).toEqual([429, true]);
    expect((await post(token(62), 'a', from('203.0.114.1'))).status).toBe(200);
    const networks = await store.db.selectFrom('ballots').select('network').distinct().execute();
    expect(networks.length).toBe(3);
    expect(JSON.stringify(networks)).not.toContain('203.0');
  });

  it('stays between the reader and us: no copy kept, no referrer, no index', async () => {
    const { token, get, post } = await setUp(1);
    for (const answer of [await get(token(1)), await post(token(1), 'a'), await get('forged')]) {
      expect({ ...Object.fromEntries(answer.headers) }).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
      });
    }
  });
});

function tickedIn(page: string): string[] {
  return [...page.matchAll(/<input[^>]*>/g)]
    .map(([input]) => input)
    .filter(input => input.includes('checked'))
    .map(input => /value="(\w+)"/.exec(input)?.[1] ?? '');
}

function textOf(html: string): string {
  return html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;');
}

async function choices(store: Store): Promise<string[]> {
  const rows = await store.db.selectFrom('ballots').select('choice').orderBy('choice').execute();
  return rows.map(row => row.choice);
}

/** Everything the database holds, table by table. */
async function everyRow(store: Store): Promise<unknown> {
  const tables = (await store.db.introspection.getTables()).map(table => table.name).toSorted();
  return Promise.all(
    tables.map(async table => [table, (await sql`select * from ${sql.table(table)}`.execute(store.db)).rows]),
  );
}
