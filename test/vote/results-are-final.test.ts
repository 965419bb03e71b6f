import { expect, it } from 'vitest';
import type { PairingContent } from '../../src/issue/content.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { communityFor } from '../../src/newsroom/last-vote.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { standingOf } from '../../src/readers/vote/standing-of.ts';
import { erase } from '../../src/storage/audience/erasures.ts';
import { frozenContent } from '../../src/storage/issue/frozen-content.ts';
import { castBallot } from '../../src/storage/vote/ballot-box.ts';
import { at } from '../support/clock.ts';
import { describeStores } from '../support/stores.ts';
import { CLOSES, castAll, sentIssue, times } from './vote-week.ts';

const NEXT = '2026-W49';

describeStores('the result of a vote', open => {
  async function setUp(readers = 40) {
    const week = await sentIssue(await open(), { readers });
    const [lead] = (await frozenContent(week.store, week.issue.id))!.pairings;
    const draft = async () => draftIssue(week.app, (await week.app.issues.find(NEXT))!);
    const lateCast = () =>
      castBallot(week.store, {
        issueId: week.issue.id,
        position: 1,
        subscriberId: readers,
        choice: 'a',
        network: '',
        // A process whose clock is behind.
        now: () => week.clock.now() - 60_000,
      });
    return { ...week, lead: lead!, draft, lateCast };
  }

  it('stands in the next issue, in both template sets, and no later ballot changes a byte of it', async () => {
    const { store, clock, app, issue, lead, draft, lateCast } = await setUp();
    await castAll(store, clock, issue.id, [...times(30, 'b'), ...times(5, 'a')]);
    clock.set(CLOSES);
    await pickWeek(app, NEXT, 'schedule');

    const before = await draft();
    expect(before.content.lastWeek).toEqual({
      title: `${lead.a.name} vs ${lead.b.name}`,
      line: `30 of 35 of you chose ${lead.b.name}; ${panelSaid(lead)}.`,
      url: `${app.settings.PUBLIC_URL}/issues/${issue.week}`,
    });
    const mjml = await draftIssue(app, (await app.issues.find(NEXT))!, 'mjml');
    for (const { html, text } of [before, mjml]) {
      expect(html.replace(/<[^>]+>/g, '')).toContain('30 of 35 of you chose');
      expect(text.replace(/\s+/g, ' ')).toContain('30 of 35 of you chose');
    }
    const approved = await approveWeek(app, NEXT, 'editor@example.com');
    expect(approved).toMatchObject({ kind: 'approved', hash: before.frozen.contentHash });

    expect(await lateCast()).toBe('closed');
    await erase(store, 'reader1@example.com', clock.now());
    expect((await draft()).frozen.contentHash).toBe(before.frozen.contentHash);
    const signal = new AbortController().signal;
    expect((await sendWeek(app, NEXT, { now: true, signal, patienceMs: 0, who: 'test' })).kind).toBe('sent');
  });

  it.each([NEXT, '2026-W45', '2027-W10'])(
    'comes at the announced time and no sooner, also when an editor picks a week by hand: %s',
    async week => {
      const { store, clock, app, issue, lateCast } = await setUp();
      await castAll(store, clock, issue.id, times(19, 'a'));
      clock.set('2026-11-27T12:00:00Z');
      await pickWeek(app, week, 'editor@example.com');
      const by = { issueId: issue.id, position: 1, network: '', now: clock.now };
      expect((await app.issues.find(issue.week))?.voteClosesAt).toBe(at(CLOSES));
      expect(await castBallot(store, { ...by, subscriberId: 25, choice: 'a' })).toBe('cast');
      clock.set(CLOSES);
      await pickWeek(app, '2026-W50', 'editor@example.com');
      expect(await lateCast()).toBe('closed');
      const told = (await draftIssue(app, (await app.issues.find('2026-W50'))!)).content.lastWeek;
      expect(told?.line).toMatch(/^20 of 20 of you/);
    },
  );

  it('is told by no issue that was picked before, and the page of the vote says the announced time', async () => {
    const { store, clock, app, issue, draft, web, token } = await setUp();
    await castAll(store, clock, issue.id, times(20, 'a'));
    clock.set('2026-11-27T12:00:00Z');
    await pickWeek(app, NEXT, 'editor@example.com');
    expect((await draft()).content.lastWeek).toBeNull();
    expect(await (await web.request(`/vote/${token(30)}`)).text()).toContain('2026-11-30T09:00');
  });

  it('is left for a later issue when the schedule picks while the vote is open; the draft does not move either', async () => {
    const { store, clock, app, issue, draft } = await setUp();
    await castAll(store, clock, issue.id, times(20, 'a'));
    clock.set('2026-11-27T12:00:00Z');
    await pickWeek(app, NEXT, 'schedule');
    const before = await draft();
    expect(before.content.lastWeek).toBeNull();
    await castAll(store, clock, issue.id, [], 2);
    const ballot = { issueId: issue.id, position: 1, subscriberId: 30, network: '', now: clock.now };
    expect(await castBallot(store, { ...ballot, choice: 'b' })).toBe('cast');
    clock.set('2026-12-01T12:00:00Z');
    expect((await draft()).frozen.contentHash).toBe(before.frozen.contentHash);
    await pickWeek(app, '2026-W50', 'schedule');
    const later = await draftIssue(app, (await app.issues.find('2026-W50'))!);
    expect(later.content.lastWeek?.line).toMatch(/^20 of 21 of you/);
  });

  it('says in the next issue that fewer than twenty voted', async () => {
    const { store, clock, app, issue, draft } = await setUp();
    await castAll(store, clock, issue.id, times(19, 'a'));
    clock.set(CLOSES);
    await pickWeek(app, NEXT, 'schedule');
    expect((await draft()).content.lastWeek?.line).toBe('Fewer than 20 of you voted: too few to tell.');
  });

  it('becomes the tools’ community share, over all their pairings, once their votes have closed', async () => {
    const { store, clock, app, issue, draft } = await setUp();
    const [first] = issue.pick.pairings;
    await castAll(store, clock, issue.id, [...times(12, 'a'), ...times(8, 'both'), ...times(4, 'neither')]);
    const again = { ...issue, createdAt: at(CLOSES) };
    expect(await communityFor(app, { ...issue, createdAt: at(CLOSES) - 1 })).toEqual(new Map());
    expect(await communityFor(app, again)).toEqual(
      new Map([
        [first!.a, { ballots: 24, chosen: 20 }],
        [first!.b, { ballots: 24, chosen: 8 }],
      ]),
    );
    clock.set(CLOSES);
    await pickWeek(app, NEXT, 'schedule');
    const fresh = (await app.issues.find(NEXT))!;
    const { content } = await draftIssue(app, { ...fresh, pick: { ...fresh.pick, pairings: [first!] } });
    expect([content.pairings[0]!.a.community, content.pairings[0]!.b.community]).toEqual([
      '83% of 24 (64–93%)',
      '33% of 24 (18–53%)',
    ]);
    expect((await draft()).content.pairings.map(({ a, b }) => [a.community, b.community])).toEqual(
      Array(3).fill(['—', '—']),
    );
  });

  it('is hidden from the public page while it can be swayed, and stands there afterwards', async () => {
    const { store, clock, app, issue, lead } = await setUp();
    await castAll(store, clock, issue.id, [...times(30, 'b'), ...times(5, 'a')]);
    const { a, b } = issue.pick.pairings[0]!;
    const open = await standingOf(app, b, a);
    expect(open).toMatchObject({
      view: 'hidden',
      ballots: null,
      answers: [],
      closed: false,
      week: issue.week,
    });
    clock.set(CLOSES);
    expect(await standingOf(app, a, b)).toMatchObject({
      view: 'shown',
      ballots: 35,
      closed: true,
      line: `${lead.b.name} leads among readers who chose one: 86% of 35 (71–94%).`,
      a: { slug: lead.a.slug, readers: { percent: 14 } },
      b: { slug: lead.b.slug, readers: { percent: 86 } },
    });
    expect(await standingOf(app, a, 'nothing')).toBeNull();
  });
});

/** Where readers chose the right-hand tool. */
function panelSaid({ lead, a }: PairingContent): string {
  const said = {
    a: `the panel leaned towards ${a.name}`,
    b: 'so did the panel',
    split: 'the panel had them level',
  };
  return said[lead];
}
