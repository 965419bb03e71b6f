import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { voteLines } from '../../src/cli/vote-lines.ts';
import { checkIssue } from '../../src/newsroom/check-issue.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { watchVotes } from '../../src/newsroom/watch-votes.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { castBallot } from '../../src/storage/vote/ballot-box.ts';
import { tallyAt } from '../../src/storage/vote/ballots.ts';
import { flagsOf } from '../../src/storage/vote/vote-watch.ts';
import { odditiesOf, type VoteFacts } from '../../src/vote/oddity.ts';
import { describeStores } from '../support/stores.ts';
import { CLOSES, sentIssue, WEEK } from './vote-week.ts';

const calm: VoteFacts = { ballots: 100, topNetwork: 0, domains: [], burst: null };
const kinds = (change: Partial<VoteFacts>) => odditiesOf({ ...calm, ...change }).map(oddity => oddity.kind);

describe('a vote looks odd', () => {
  it.each([
    [{}, []],
    [{ topNetwork: 30 }, []],
    [{ topNetwork: 31 }, ['network']],
    [{ ballots: 19, topNetwork: 19 }, []],
    [{ domains: [{ domain: 'a.example', ballots: 31, audienceShare: 0.1 }] }, ['domain']],
    // Half of all readers use it: half of the ballots are no wonder.
    [{ domains: [{ domain: 'mail.example', ballots: 60, audienceShare: 0.5 }] }, []],
    [{ domains: [{ domain: 'a.example', ballots: 30, audienceShare: 0 }] }, []],
    [{ burst: { at: 0, ballots: 20, usual: 6.6 } }, ['burst']],
    [{ burst: { at: 0, ballots: 20, usual: 6.7 } }, []],
    [{ burst: { at: 0, ballots: 19, usual: 0 } }, []],
  ])('with %j: %j', (change, expected) => {
    expect(kinds(change)).toEqual(expected);
  });

  it('never with fewer than twenty ballots, always in a sentence', () => {
    const facts = fc.record({
      ballots: fc.nat(500),
      topNetwork: fc.nat(500),
      domains: fc.array(
        fc.record({
          domain: fc.constant('a.example'),
          ballots: fc.nat(500),
          audienceShare: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        { maxLength: 3 },
      ),
      burst: fc.option(
        fc.record({ at: fc.nat(), ballots: fc.nat(500), usual: fc.double({ min: 0, max: 99, noNaN: true }) }),
      ),
    });
    fc.assert(
      fc.property(facts, given => {
        const found = odditiesOf(given);
        if (given.ballots < 20) expect(found).toEqual([]);
        for (const { detail } of found) expect(detail).toMatch(/^\d+ .*\.$/);
      }),
    );
  });
});

describeStores('an odd vote', open => {
  async function setUp() {
    const week = await sentIssue(await open(), { readers: 60 });
    // A fifth of the readers share a domain of their own.
    await week.store.db
      .updateTable('subscribers')
      .set(eb => ({ email: eb.fn('replace', ['email', eb.val('@example.com'), eb.val('@guild.example')]) }))
      .where('id', '<=', 12)
      .execute();
    await week.store.db
      .updateTable('deliveries')
      .set(eb => ({ email: eb.fn('replace', ['email', eb.val('@example.com'), eb.val('@guild.example')]) }))
      .where('subscriber_id', '<=', 12)
      .execute();
    const cast = async (readers: readonly number[], network: string, position = 1) => {
      for (const subscriberId of readers) {
        await castBallot(week.store, {
          issueId: week.issue.id,
          position,
          subscriberId,
          choice: 'a',
          network,
          now: week.clock.now,
        });
      }
    };
    return { ...week, cast };
  }
  const from = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index);

  it('is told once: in the log, by mail, in status and before the next approval; every ballot stays counted', async () => {
    const { store, clock, app, issue, cast } = await setUp();
    await cast(from(1, 12), '');
    await cast(from(13, 22), 'one');
    await cast(from(23, 24), 'two');
    await cast(from(23, 40), 'calm-1', 2);
    clock.advance(60_000);
    await watchVotes(app);
    await watchVotes(app);

    expect(await flagsOf(store, issue.id)).toEqual([
      {
        position: 1,
        kind: 'domain',
        detail: '12 of 24 votes came from addresses at guild.example, which has 20% of the readers.',
      },
      { position: 1, kind: 'network', detail: '10 of 24 votes came from one network.' },
    ]);
    const flagged = (await activityOf(store, WEEK)).filter(line => line.action === 'vote flagged');
    expect(flagged.length).toBe(2);
    const mails = await store.db
      .selectFrom('single_mails')
      .select(['to_email', 'subject', 'text'])
      .where('subject', 'like', '%vote looks odd')
      .execute();
    expect(mails.map(mail => mail.to_email)).toEqual(Array(2).fill('editor@example.com'));
    expect(JSON.stringify(mails)).not.toMatch(/reader\d+@/);
    expect(await tallyAt(store, issue.id, 1)).toEqual({ a: 24, b: 0, both: 0, neither: 0 });
    const fresh = (await app.issues.find(WEEK))!;
    expect((await voteLines(app, fresh)).filter(line => line.includes('!')).length).toBe(2);

    clock.set(CLOSES);
    await pickWeek(app, '2026-W49', 'schedule');
    const next = (await app.issues.find('2026-W49'))!;
    const findings = await checkIssue(app, next, await draftIssue(app, next));
    expect(findings.filter(finding => finding.code === 'vote-odd').length).toBe(2);
    expect(findings.filter(finding => finding.severity === 'error')).toEqual([]);
  });

  it('is also one that gets a burst of ballots long after the mail', async () => {
    const { store, clock, app, issue, cast } = await setUp();
    await cast(from(13, 20), '');
    clock.advance(27 * 3_600_000);
    await cast(from(21, 41), '');
    await watchVotes(app);
    expect((await flagsOf(store, issue.id)).map(flag => flag.detail)).toEqual([
      '21 votes came in the five minutes from 2026-11-27T12:00Z, where 0.0 would be usual.',
    ]);
  });

  it('keeps no network once it is closed and looked at', async () => {
    const { store, clock, app, cast } = await setUp();
    await cast(from(1, 3), 'one');
    const networks = async () =>
      (await store.db.selectFrom('ballots').select('network').distinct().execute()).map(row => row.network);
    clock.set(CLOSES);
    await watchVotes(app);
    expect(await networks()).toEqual(['one']);
    clock.advance(2 * 3_600_000);
    await watchVotes(app);
    expect(await networks()).toEqual(['']);
  });
});
