import { expect, it } from 'vitest';
import { Dice } from '../../scripts/dice.ts';
import { bounced, complained, delayed, delivered, sesEvent } from '../../scripts/stand-in/ses/events.ts';
import { notification, signedSns } from '../../scripts/stand-in/ses/sns.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { RANK } from '../../src/feedback/outcome.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { openRoom, outcomesOf, tag } from './hooks.ts';
import { openSesHooks, postSes } from './ses-hooks.ts';

const EVENTS = process.env.CHECK_FULL === '1' ? 100_000 : 1_500;
const READERS = Math.ceil(EVENTS / 2.5);

const to = (seq: number) => `reader${seq}@example.com`;

/** What may come about one delivery, how often in a hundred, what it ends as, and whether it suppresses. */
const STORIES = [
  { share: 60, says: ['Send', 'Delivery'], ends: RANK.delivered, suppresses: '' },
  { share: 20, says: ['Send', 'DeliveryDelay', 'Delivery'], ends: RANK.delivered, suppresses: '' },
  { share: 5, says: ['Send', 'Permanent'], ends: RANK.bounced, suppresses: 'hard_bounce' },
  { share: 4, says: ['Send', 'DeliveryDelay', 'Transient'], ends: RANK.bounced_soft, suppresses: '' },
  { share: 4, says: ['Send', 'Delivery', 'Complaint'], ends: RANK.complained, suppresses: 'complaint' },
  { share: 4, says: ['Send', 'Suppressed'], ends: RANK.suppressed, suppresses: 'hard_bounce' },
  { share: 3, says: ['Send', 'Reject'], ends: RANK.failed, suppresses: '' },
];

function body(seq: number, what: string): string {
  const mail = { id: `0102-${seq}`, to: to(seq), tags: { kind: 'issue', delivery: tag(seq) } };
  const details: Record<string, object> = {
    Delivery: delivered(mail.to),
    DeliveryDelay: delayed(mail.to),
    Permanent: bounced(mail.to, 'Permanent'),
    Transient: bounced(mail.to, 'Transient', 'MailboxFull'),
    Suppressed: bounced(mail.to, 'Permanent', 'OnAccountSuppressionList'),
    Complaint: complained(mail.to),
    Reject: { reject: { reason: 'Bad content' } },
  };
  const name = /^(Permanent|Transient|Suppressed)$/.test(what) ? 'Bounce' : what;
  const event = sesEvent(name, mail, { ...details[what] });
  return signedSns(notification(`${seq}-${what}`, event), { version: seq % 2 === 0 ? '1' : '2' });
}

/** Of a true one: changed, of another topic, or with a certificate from elsewhere. */
function forged(true_: string, way: number): string {
  const fields = JSON.parse(true_) as Record<string, string>;
  const changed = fields.Message?.replace(/"eventType":"[^"]*"/, '"eventType": "Complaint"');
  if (way === 0) return JSON.stringify({ ...fields, Message: changed });
  if (way === 1) return JSON.stringify({ ...fields, TopicArn: `${fields.TopicArn}x` });
  return JSON.stringify({
    ...fields,
    SigningCertURL: 'https://evil.example/SimpleNotificationService-0.pem',
  });
}

describeStores('a storm of events of SES', open => {
  it(
    'ends right for every delivery: doubled, shuffled, and forged ones change nothing',
    async () => {
      const clock = fixedClock('2026-11-26T09:10:00Z');
      const store = await open();
      const dice = new Dice(11);
      const issue = await freezeForTest(store, clock, { readers: READERS, batchSize: 100 });
      // As if an editor had resumed it: this storm would stop any issue.
      await store.db
        .insertInto('issue_outcomes')
        .values({ issue_id: issue.issueId, complaints_alarm: 'stop', bounces_alarm: 'stop' })
        .execute();
      const { signal } = new AbortController();
      await sendBatches(senderDeps(store, clock, [keyedApi({ name: 'ses' })]), issue, {
        signal,
        patienceMs: 0,
      });
      const stories = Array.from({ length: READERS }, () => drawn(dice));
      const events = stories.flatMap(({ says }, index) => says.map(what => ({ seq: index + 1, what })));
      const all = [...events, ...events.filter(() => dice.chance(0.1))];
      const shuffled = all.map(event => ({ event, key: dice.next() })).toSorted((a, b) => a.key - b.key);
      const room = await openRoom(store, clock);
      const hooks = await openSesHooks(room);
      const refused = new Set<number>();
      const taken = new Set<number>();
      for (let from = 0; from < shuffled.length; from += 200) {
        await Promise.all(
          shuffled.slice(from, from + 200).map(async ({ event: { seq, what } }) => {
            const true_ = body(seq, what);
            if (dice.chance(0.05)) refused.add(await postSes(hooks, forged(true_, dice.below(3))));
            taken.add(await postSes(hooks, true_));
          }),
        );
        await takeInEvents(room);
      }
      await takeInEvents(room);
      expect([[...taken], [...refused]]).toEqual([[200], [401]]);
      const ends = stories.map(({ ends }, index) => [index + 1, ends]);
      expect(await outcomesOf(store)).toEqual(Object.fromEntries(ends));
      const rows = await store.db.selectFrom('suppressions').select(['email', 'reason']).execute();
      const wanted = stories.flatMap(({ suppresses }, index) =>
        suppresses ? [[to(index + 1), suppresses]] : [],
      );
      expect(new Map(rows.map(({ email, reason }) => [email, reason]))).toEqual(
        new Map(wanted as [string, string][]),
      );
      const { kept } = await store.db
        .selectFrom('mail_events')
        .select(eb => eb.fn.countAll<number>().as('kept'))
        .executeTakeFirstOrThrow();
      expect(Number(kept)).toBe(events.length);
    },
    Math.max(120_000, EVENTS * 60),
  );
});

function drawn(dice: Dice): (typeof STORIES)[number] {
  let rest = dice.next() * 100;
  for (const story of STORIES) {
    rest -= story.share;
    if (rest < 0) return story;
  }
  return STORIES[0]!;
}
