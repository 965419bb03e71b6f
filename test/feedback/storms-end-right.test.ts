import { expect, it } from 'vitest';
import { sendBatches } from '../../src/delivery/sender.ts';
import { RANK } from '../../src/feedback/outcome.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { outcomeCounts } from '../../src/storage/feedback/outcomes.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { bounce, eventBody, OLD_SECRET, openHooks, openRoom, outcomesOf, signed, tag } from './hooks.ts';

/** EVENTS=100000 for the long form. */
const EVENTS = Number(process.env.EVENTS ?? 5_000);
const READERS = Math.ceil(EVENTS / 2.5);
const BATCH = 100;

/** What may come about one delivery, how often in a hundred, what it ends as, and whether it suppresses. */
const STORIES = [
  { share: 60, types: ['sent', 'delivered'], ends: RANK.delivered, suppresses: '' },
  { share: 20, types: ['sent', 'delivered', 'opened', 'clicked'], ends: RANK.delivered, suppresses: '' },
  { share: 8, types: ['delivery_delayed', 'delivered'], ends: RANK.delivered, suppresses: '' },
  { share: 4, types: ['sent', 'Permanent'], ends: RANK.bounced, suppresses: 'hard_bounce' },
  { share: 3, types: ['delivery_delayed', 'Transient'], ends: RANK.bounced_soft, suppresses: '' },
  { share: 3, types: ['sent', 'delivered', 'complained'], ends: RANK.complained, suppresses: 'complaint' },
  { share: 2, types: ['delivered', 'Permanent'], ends: RANK.bounced, suppresses: 'hard_bounce' },
];

interface StormEvent {
  readonly id: string;
  readonly body: string;
}

describeStores('a storm of webhooks', (open, dialect) => {
  it(
    'ends in the right state for every delivery: doubled, shuffled, a tenth before the commit, some forged',
    async () => {
      const clock = fixedClock('2026-11-26T09:10:00Z');
      const store = await open();
      const room = await openRoom(store, clock);
      const random = dice(7);
      const issue = await freezeForTest(store, clock, { readers: READERS, batchSize: BATCH });
      // As if an editor had resumed it: this storm would stop any issue.
      await store.db
        .insertInto('issue_outcomes')
        .values({ issue_id: issue.issueId, complaints_alarm: 'stop', bounces_alarm: 'stop' })
        .execute();
      const hooks = await openHooks(room);
      const answers = new Set<number>();
      const refused = new Set<number>();
      const postAll = async (events: readonly StormEvent[]) => {
        for (let from = 0; from < events.length; from += 200) {
          const statuses = await Promise.all(
            events.slice(from, from + 200).map(async event => {
              // One in a hundred comes forged or stale beside the true one.
              const bad = random() < 0.01;
              for (const change of bad ? [{ secret: OLD_SECRET }, { age: 360 }] : []) {
                refused.add((await hooks.request('/hooks/resend', signed({ ...event, ...change }))).status);
              }
              return (await hooks.request('/hooks/resend', signed(event))).status;
            }),
          );
          for (const status of statuses) answers.add(status);
          await takeInEvents(room);
        }
      };

      const stories = Array.from({ length: READERS }, () => pickStory(random));
      const late: StormEvent[] = [];
      const api = keyedApi({
        // The mail API has taken the batch and reports already, while its answer to us is still on the way.
        script: async call => {
          const early: StormEvent[] = [];
          for (const [index, to] of call.to.entries()) {
            const seq = Number(/\d+/.exec(to)?.[0]);
            for (const type of stories[seq - 1]!.types) {
              const event = stormEvent(seq, type, `${call.key}#${index}`, random() < 0.2);
              (random() < 0.1 ? early : late).push(event);
              if (random() < 0.2) late.push(event);
            }
          }
          await postAll(early);
          return undefined;
        },
      });
      const { signal } = new AbortController();
      await sendBatches(senderDeps(store, clock, [api]), issue, { signal, patienceMs: 0 });
      await issueStore(store).move(issue.issueId, 'sending', 'sent', { at: 0 });
      await postAll(shuffled(late, random));
      // Early events without a tag are looked at again ever more rarely.
      clock.advance(2 * 3_600_000);
      const rooms = dialect === 'postgres' ? [room, await openRoom(store.another(), clock)] : [room];
      await Promise.all(rooms.map(each => takeInEvents(each)));

      expect([[...answers], [...refused]]).toEqual([[200], [401]]);
      const results = await store.db.selectFrom('mail_events').select('result').distinct().execute();
      expect(results).toEqual([{ result: 'applied' }]);
      expect(await outcomesOf(store)).toEqual(
        Object.fromEntries(stories.map(({ ends }, index) => [index + 1, ends])),
      );
      const endingIn = (rank: number) => stories.filter(({ ends }) => ends === rank).length;
      expect(await outcomeCounts(store, issue.issueId)).toEqual({
        submitted: 0,
        delayed: 0,
        failed: 0,
        suppressed: 0,
        delivered: endingIn(RANK.delivered),
        blocked: 0,
        bounced_soft: endingIn(RANK.bounced_soft),
        bounced: endingIn(RANK.bounced),
        complained: endingIn(RANK.complained),
      });
      const suppressed = await store.db
        .selectFrom('subscribers')
        .leftJoin('suppressions', 'suppressions.email', 'subscribers.email')
        .select(['subscribers.email', 'subscribers.suppressed_at', 'suppressions.reason'])
        .execute();
      const reasons = new Map(suppressed.map(row => [row.email, row.reason ?? '']));
      expect(reasons).toEqual(
        new Map(stories.map(({ suppresses }, index) => [`reader${index + 1}@example.com`, suppresses])),
      );
      expect(suppressed.every(row => (row.suppressed_at === null) === (row.reason === null))).toBe(true);
      const batches = await store.db.selectFrom('batches').select('state').distinct().execute();
      expect(batches).toEqual([{ state: 'submitted' }]);
    },
    Math.max(120_000, EVENTS * 20),
  );
});

function stormEvent(seq: number, type: string, emailId: string, untagged: boolean): StormEvent {
  const soft = type === 'Transient' || type === 'Permanent';
  return {
    id: `msg_${seq}_${type}`,
    body: eventBody(soft ? 'bounced' : type, {
      emailId,
      ...(!untagged && { delivery: tag(seq) }),
      data: soft ? bounce(type) : {},
    }),
  };
}

function pickStory(random: () => number) {
  let rest = random() * 100;
  for (const story of STORIES) {
    rest -= story.share;
    if (rest < 0) return story;
  }
  return STORIES[0]!;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map(item => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Mulberry32: the same storm every time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
