import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { importSubscribers } from '../../src/audience/import.ts';
import { signToken } from '../../src/audience/token.ts';
import { quietRestored } from '../../src/backup/restored-issue.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import { translateResendEvent } from '../../src/feedback/resend-event.ts';
import { approveCorrection, draftCorrection } from '../../src/newsroom/going/correct.ts';
import { compiledCorrection } from '../../src/newsroom/going/correction-mails.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { watchVotes } from '../../src/newsroom/watch-votes.ts';
import { comeBack, leave } from '../../src/readers/leaving/leave.ts';
import { forget } from '../../src/readers/preferences/forget.ts';
import { confirmSubscription } from '../../src/readers/signup/confirm-subscription.ts';
import { signConfirm } from '../../src/readers/signup/confirm-token.ts';
import { raiseSignupAlarms } from '../../src/readers/signup/signup-alarms.ts';
import { takeCap } from '../../src/storage/audience/caps.ts';
import { importTarget } from '../../src/storage/audience/subscriber-import.ts';
import { insertPending } from '../../src/storage/audience/subscribers.ts';
import { keepEvents } from '../../src/storage/feedback/mail-events.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import { flagVote } from '../../src/storage/vote/vote-watch.ts';
import { findEndpoint } from '../../src/storage/webhooks/endpoints.ts';
import { EVENT_TYPES } from '../../src/webhooks/outgoing-event.ts';
import { bounce, eventBody, openRoom, tag } from '../feedback/hooks.ts';
import { fixedClock } from '../support/clock.ts';
import { everyRow } from '../support/every-row.ts';
import { addReaders, freezeForTest, WEEK } from '../support/frozen-issue.ts';
import { describeStores, type TestStore } from '../support/stores.ts';
import { listen } from './telling.ts';

const EDITOR = 'editor@example.com';
const VISITOR = { network: '203.0.113.0/24', userAgent: '' };
const PLACE = { url: 'https://hooks.example.com/verdicts' };
const seen = new Set<string>();

/** Of each event, the names that docs/webhooks.md says its data have. */
const documented = new Map(
  [...readFileSync(join(PROJECT_ROOT, 'docs/webhooks.md'), 'utf8').matchAll(/^\{"type".*\}$/gm)].map(
    ([line]) => {
      const { type, data } = JSON.parse(line) as { type: string; data: object };
      return [type, Object.keys(data)] as const;
    },
  ),
);

/** Rows of what acts change; logs and inboxes beside them may be written before. */
const ACTED_ON = [
  'issues',
  'subscribers',
  'outcomes',
  'issue_outcomes',
  'corrections',
  'vote_flags',
  'consents',
];

async function openActs(store: TestStore) {
  const clock = fixedClock('2026-11-25T09:00:00Z');
  const room = await openRoom(store, clock);
  await listen(room, PLACE);
  let last = 0;
  const news = async () => {
    const rows = await store.db
      .selectFrom('outgoing_events')
      .selectAll()
      .where('id', '>', last)
      .orderBy('id')
      .execute();
    last = rows.at(-1)?.id ?? last;
    return rows.map(({ type, subject, body }) => {
      seen.add(type);
      const { data } = JSON.parse(body) as { data: Record<string, unknown> };
      expect(Object.keys(data), type).toEqual(documented.get(type));
      return { type, subject, data };
    });
  };
  const acted = async () => {
    const all = (await everyRow(store)) as [string, unknown][];
    return all.filter(([table]) => ACTED_ON.includes(table));
  };
  /**
   * Does it once where events cannot be written: it must fail and leave nothing behind. Then as it should be.
   * @returns what was told
   */
  const tells = async (act: () => Promise<unknown>) => {
    const before = await acted();
    await sql`alter table outgoing_events rename to not_there`.execute(store.db);
    await expect(act()).rejects.toThrow(/outgoing_events/);
    await sql`alter table not_there rename to outgoing_events`.execute(store.db);
    expect(await acted()).toEqual(before);
    await act();
    expect(await acted()).not.toEqual(before);
    return news();
  };
  return { clock, room, news, tells };
}

describeStores('an act', open => {
  it('on readers tells of them by their numbers, with itself or not at all', async () => {
    const store = await open();
    const { clock, room, news, tells } = await openActs(store);
    const added = await insertPending(store, {
      email: 'ada@example.com',
      dedupeKey: 'ada@example.com',
      name: 'Ada',
      timezone: '',
      interests: [],
      at: clock.now(),
      consent: { wording: 'w', source: 's', evidence: {} },
    });
    const id = added.kind === 'added' ? added.id : 0;
    const about = (type: string) => [{ type, subject: `subscriber:${id}`, data: { subscriber: id } }];
    expect(await news()).toEqual([]);
    const confirm = signConfirm(room.keyring, { subscriberId: id, askedAt: clock.now() }, clock.now());
    expect(await tells(() => confirmSubscription(room, confirm, VISITOR))).toEqual(
      about('subscriber.confirmed'),
    );
    clock.advance(1_000);
    const token = signToken(room.keyring.current, 'unsubscribe', String(id));
    expect(await tells(() => leave(room, token, 'page'))).toEqual(about('subscriber.unsubscribed'));
    await leave(room, token, 'one-click');
    expect(await news()).toEqual([]);
    clock.advance(1_000);
    expect(await tells(() => comeBack(room, token))).toEqual(about('subscriber.confirmed'));
    const preferences = signToken(room.keyring.current, 'preferences', String(id));
    expect(await tells(() => forget(room, preferences))).toEqual(about('subscriber.erased'));
    await forget(room, preferences);
    expect(await news()).toEqual([]);
    const file = 'email,status\nbob@example.com,\ncleo@example.com,unsubscribed\n';
    const bring = () =>
      importSubscribers({ target: importTarget(store), now: clock.now }, Readable.from([Buffer.from(file)]), {
        consent: 'They said yes.',
      });
    expect((await tells(bring)).map(({ type }) => type)).toEqual([
      'subscriber.confirmed',
      'subscriber.unsubscribed',
    ]);
    await bring();
    expect(await news()).toEqual([]);
  });

  it('on an issue tells of it from its pick to its correction, with itself or not at all', async () => {
    const store = await open();
    const { clock, room, news, tells } = await openActs(store);
    await addReaders(store, 3, clock);
    const steer = (action: 'hold' | 'stop' | 'resume') => () => steerWeek(room, WEEK, action, EDITOR, 'wait');
    const [picked, ...more] = await tells(() => pickWeek(room, WEEK, 'test'));
    expect([picked, more]).toEqual([
      {
        type: 'issue.picked',
        subject: `issue:${WEEK}`,
        data: {
          week: WEEK,
          number: 1,
          state: 'picked',
          contentHash: null,
          audience: null,
          reason: '',
          pairings: expect.arrayContaining([expect.stringMatching(/^[\w-]+-vs-[\w-]+$/)]),
        },
      },
      [],
    ]);
    await pickWeek(room, WEEK, 'test');
    expect(await news()).toEqual([]);
    const [held] = await tells(steer('hold'));
    expect(held).toMatchObject({ type: 'issue.held', data: { state: 'held', reason: 'Held by … wait' } });
    const [approved] = await tells(() => approveWeek(room, WEEK, EDITOR));
    const contentHash = (await room.issues.find(WEEK))!.approval!.hash;
    expect(approved).toMatchObject({ type: 'issue.approved', data: { contentHash, state: 'approved' } });
    const send = () =>
      sendWeek(room, WEEK, { now: true, signal: new AbortController().signal, patienceMs: 0, who: 'test' });
    expect(await tells(send)).toMatchObject([
      { type: 'issue.sending', data: { state: 'sending', contentHash } },
      { type: 'issue.sent', data: { state: 'sent', audience: 3, contentHash } },
    ]);
    await send();
    expect(await news()).toEqual([]);
    const url = 'https://weekly.example.com/right';
    await draftCorrection(room, WEEK, 'test', { wrong: 'It costs $10.', right: 'It is free.', url });
    const issue = (await room.issues.find(WEEK))!;
    const correct = async () => {
      const drafted = await draftCorrection(room, WEEK, 'test');
      if (drafted.kind === 'refused') throw new Error(drafted.why);
      const { hash } = await compiledCorrection(room, issue, drafted.correction);
      return approveCorrection(room, WEEK, { by: EDITOR, revision: drafted.correction.revision, hash });
    };
    expect(await tells(correct)).toEqual([
      { type: 'correction.published', subject: `issue:${WEEK}`, data: { week: WEEK, number: 1, url } },
    ]);
    await watchVotes(room);
    expect(await news()).toEqual([]);
    clock.set(new Date(issue.voteClosesAt!).toISOString());
    expect(await tells(() => watchVotes(room))).toEqual([
      { type: 'vote.closed', subject: `issue:${WEEK}`, data: { week: WEEK, number: 1 } },
    ]);
    await watchVotes(room);
    expect(await news()).toEqual([]);
  });

  it('of the mail API tells who bounced or complained, and of the alarm that stops an issue', async () => {
    const store = await open();
    const { clock, room, news, tells } = await openActs(store);
    await freezeForTest(store, clock, { readers: 510, batchSize: 100 });
    await news();
    const keep = (type: string, first: number, last: number, data = {}, at = Date.UTC(2026, 10, 26, 9, 5)) =>
      keepEvents(
        store,
        Array.from({ length: last - first + 1 }, (_, index) =>
          translateResendEvent(
            {
              id: `${type}_${first + index}_${at}`,
              timestamp: '1',
              signature: '',
              rawBody: eventBody(type, { delivery: tag(first + index), data, at }),
            },
            room.installationId,
          ),
        ),
        clock.now(),
      );
    for (let from = 1; from <= 401; from += 100) await keep('delivered', from, from + 99);
    await takeInEvents(room);
    expect(await news()).toEqual([]);
    const readers = await store.db
      .selectFrom('deliveries')
      .select(['seq', 'subscriber_id'])
      .orderBy('seq')
      .execute();
    const told = (type: string, seq: number, more = {}) => {
      const subscriber = readers[seq - 1]!.subscriber_id;
      return { type, subject: `subscriber:${subscriber}`, data: { week: WEEK, subscriber, ...more } };
    };
    await keep('bounced', 501, 501, bounce('Permanent'));
    await keep('bounced', 502, 502, bounce('Transient'));
    expect(
      (await tells(() => takeInEvents(room))).toSorted((one, other) =>
        one.subject.localeCompare(other.subject),
      ),
    ).toEqual([
      told('delivery.bounced', 501, { bounce: 'permanent' }),
      told('delivery.bounced', 502, { bounce: 'transient' }),
    ]);
    // The same, told again of a moment before.
    await keep('bounced', 501, 501, bounce('Permanent'), Date.UTC(2026, 10, 26, 9, 4));
    await takeInEvents(room);
    expect(await news()).toEqual([]);
    await keep('complained', 1, 3);
    const all = await tells(() => takeInEvents(room));
    expect(all.slice(0, 3)).toEqual(
      expect.arrayContaining([1, 2, 3].map(seq => told('delivery.complained', seq))),
    );
    expect(all.slice(3)).toMatchObject([
      {
        type: 'issue.stopped',
        subject: `issue:${WEEK}`,
        data: { reason: expect.stringContaining('Complaints') },
      },
      { type: 'alarm', subject: `issue:${WEEK}`, data: { about: 'complaints', level: 'stop', week: WEEK } },
    ]);
    expect(await tells(() => steerWeek(room, WEEK, 'resume', EDITOR))).toMatchObject([
      { type: 'issue.sending' },
    ]);
    const flag = {
      issueId: 1,
      week: WEEK,
      position: 1,
      kind: 'burst',
      at: 1,
      detail: 'of a@b.example',
    } as const;
    expect(await tells(() => flagVote(store, flag))).toEqual([
      {
        type: 'alarm',
        subject: `issue:${WEEK}`,
        data: { about: 'vote', level: 'warn', week: WEEK, detail: 'of …' },
      },
    ]);
    await flagVote(store, flag);
    for (let n = 0; n < 3; n += 1)
      await takeCap(store, {
        cap: 'flood',
        subject: '203.0.113.0/24',
        limit: 1,
        perMs: 3_600_000,
        now: clock.now(),
      });
    await news();
    expect(await raiseSignupAlarms(room)).toEqual(['flood']);
    expect(await news()).toMatchObject([
      { type: 'alarm', subject: 'site:sign-ups', data: { about: 'sign-ups' } },
    ]);
    expect([...seen].toSorted()).toEqual([...EVENT_TYPES].toSorted());
  });

  it('that picks nothing tells of a pick that is held', async () => {
    const store = await open();
    const { clock, room, tells } = await openActs(store);
    const empty = {
      week: WEEK,
      catalogueHash: 'c',
      seed: '0',
      pick: { pairings: [], asked: 3, rung: { step: 0, name: '' } },
      sendAt: clock.now(),
      createdAt: clock.now(),
      state: 'held',
      reason: 'Nothing is left.',
    } as const;
    expect(await tells(() => room.issues.insertPicked(empty))).toMatchObject([
      { type: 'issue.picked', data: { pairings: [] } },
      { type: 'issue.held', data: { reason: 'Nothing is left.' } },
    ]);
  });

  it('of a restore tells nobody before an editor says so, and gives no number of an event again', async () => {
    const store = await open();
    const { clock, room, news } = await openActs(store);
    await pickWeek(room, WEEK, 'test');
    const [last] = await store.db.selectFrom('outgoing_events').select('id').orderBy('id', 'desc').execute();
    await news();
    await quietRestored(store, { takenAt: clock.now(), restoredAt: clock.now(), neverSealed: 'pending' });
    expect(await news()).toMatchObject([{ type: 'issue.held' }]);
    const [next] = await store.db.selectFrom('outgoing_events').select('id').orderBy('id', 'desc').execute();
    expect(next!.id).toBeGreaterThan(last!.id + 1_000_000 - 1);
    expect(await findEndpoint(store, 1)).toMatchObject({
      state: 'disabled',
      reason: expect.stringContaining('backup'),
      waiting: 1,
    });
    expect((await issueStore(store).find(WEEK))!.state).toBe('held');
  });
});
