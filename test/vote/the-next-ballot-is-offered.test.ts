import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createKeyring, readToken, signToken } from '../../src/audience/token.ts';
import { otherBallots } from '../../src/readers/vote/other-ballots.ts';
import { frozenContent } from '../../src/storage/issue/frozen-content.ts';
import { ballotsOf } from '../../src/storage/vote/ballots.ts';
import { readBallotKey } from '../../src/vote/ballot.ts';
import { everyRow } from '../support/every-row.ts';
import { describeStores } from '../support/stores.ts';
import { CLOSES, sentIssue, WEEK } from './vote-week.ts';

describeStores('after one vote', open => {
  async function setUp() {
    const week = await sentIssue(await open(), { readers: 2 });
    const get = async (path: string) => (await week.web.request(path)).text();
    const cast = async (path: string, choice = 'a') =>
      (await week.web.request(path, { method: 'POST', body: new URLSearchParams({ choice }) })).text();
    return { ...week, get, cast };
  }

  it('the next pairing of the issue is offered to the same reader, until all are answered', async () => {
    const { store, issue, token, get, cast } = await setUp();
    const { pairings } = (await frozenContent(store, issue.id))!;
    const first = await cast(`/vote/${token(1)}`);
    const second = nextIn(first);
    expect(second?.words).toBe(`Next: ${pairings[1]!.a.name} or ${pairings[1]!.b.name}?`);
    expect(wordsOf(first)).toContain('Two more questions in this issue.');

    const ballot = await get(second!.path);
    expect(wordsOf(ballot)).toContain(`Ship ${pairings[1]!.a.name}`);
    expect(nextIn(ballot), 'one thing is asked at a time').toBeNull();
    const third = await cast(second!.path, 'both');
    expect(wordsOf(third)).toContain('One more question in this issue.');
    const last = await cast(nextIn(third)!.path, 'neither');
    expect(nextIn(last)).toBeNull();
    expect(wordsOf(last)).toContain('That was the last question in this issue.');
    expect(last).toContain(`href="${issueUrl(WEEK)}"`);
    expect((await ballotsOf(store, 1)).map(({ position, choice }) => [position, choice])).toEqual([
      [1, 'a'],
      [2, 'both'],
      [3, 'neither'],
    ]);
    expect(await ballotsOf(store, 2)).toEqual([]);
  });

  it('whoever began in the middle is led round to the beginning, also when a later page is opened again', async () => {
    const { token, get, cast } = await setUp();
    await cast(`/vote/${token(1, 2)}`);
    const afterThird = await cast(`/vote/${token(1, 3)}`);
    expect(await cast(nextIn(afterThird)!.path)).toContain('That was the last question');
    expect(wordsOf(await get(`/vote/${token(1, 2)}`))).toContain('That was the last question');
  });

  it('opening what is offered changes nothing, and no page says the ISO week', async () => {
    const { store, token, get, cast } = await setUp();
    const pages = [await get(`/vote/${token(1)}`), await cast(`/vote/${token(1)}`)];
    const before = await everyRow(store);
    for (let look = 0; look < 3; look += 1) pages.push(await get(nextIn(pages[1]!)!.path));
    expect(await everyRow(store)).toEqual(before);
    for (const page of pages) {
      expect(wordsOf(page)).toContain('No. 1 · 26 Nov 2026');
      expect(wordsOf(page)).not.toMatch(/\d{4}-W\d\d/);
    }
  });

  it('nothing is offered once the vote has closed', async () => {
    const { clock, token, get, cast } = await setUp();
    await cast(`/vote/${token(1)}`);
    clock.set(CLOSES);
    for (const page of [await get(`/vote/${token(1)}`), await cast(`/vote/${token(1, 2)}`)]) {
      expect(page).toContain('This vote has closed.');
      expect(nextIn(page)).toBeNull();
    }
  });

  it('a test mail leads once through its issue, and nothing is kept', async () => {
    const { store, app, cast } = await setUp();
    let page = await cast(`/vote/${signToken(app.keyring.current, 'vote-test', `${WEEK}.1.0`)}`);
    let steps = 1;
    for (let next = nextIn(page); next && steps < 9; next = nextIn(page), steps += 1) {
      page = await cast(next.path);
      expect(page).toContain('Your test vote arrived.');
    }
    expect(steps).toBe(3);
    expect(await store.db.selectFrom('ballots').selectAll().execute()).toEqual([]);
  });
});

it('whatever was answered in whatever order, every other open pairing is reached, each once', () => {
  const keyring = createKeyring(['a secret of at least thirty-two characters']);
  const content = (count: number) => ({
    pairings: Array.from({ length: count }, (_, index) => ({
      position: index + 1,
      a: { name: 'A' },
      b: { name: 'B' },
    })) as never[],
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(8), fc.array(fc.nat(8)), (all, at, answered) => {
      const choices = new Map(answered.map(one => [(one % all) + 1, 'a' as const]));
      const wanted = new Set(content(all).pairings.map((_, index) => index + 1));
      for (const position of choices.keys()) wanted.delete(position);
      let position = (at % all) + 1;
      const reached = new Set([position]);
      wanted.delete(position);
      for (let steps = 0; steps <= all; steps += 1) {
        choices.set(position, 'a');
        const key = { issueId: 7, position, subscriberId: 4 };
        const { next, open } = otherBallots(keyring.current, content(all), { key, choices, closed: false });
        expect(open).toBe(wanted.size);
        if (!next) break;
        const subject = readToken(keyring, 'vote', next.path.slice('/vote/'.length), 0);
        expect(readBallotKey(subject ?? '')).toMatchObject({ issueId: 7, subscriberId: 4 });
        position = readBallotKey(subject ?? '')!.position;
        expect(reached.has(position)).toBe(false);
        reached.add(position);
        wanted.delete(position);
      }
      expect(wanted.size).toBe(0);
    }),
  );
});

/** The way on that a page offers. */
function nextIn(page: string): { readonly path: string; readonly words: string } | null {
  const [, path = '', words = ''] = /<a class="button" href="(\/vote\/[^"]+)">(.*?)<\/a>/.exec(page) ?? [];
  return path === '' ? null : { path, words: wordsOf(words) };
}

function wordsOf(html: string): string {
  return html
    .replace(/<[^>]+>/g, '')
    .replace(/&#x27;/g, '’')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

function issueUrl(week: string): string {
  return `http://127.0.0.1:3000/issues/${week}`;
}
