import { expect, it } from 'vitest';
import { sendWeek } from '../../../src/newsroom/send-week.ts';
import { lookAtTrial } from '../../../src/newsroom/subject-trial.ts';
import type { Store } from '../../../src/storage/database.ts';
import { findTrial } from '../../../src/storage/delivery/subject-trials.ts';
import { keepEvents } from '../../../src/storage/feedback/mail-events.ts';
import { castBallot } from '../../../src/storage/vote/ballot-box.ts';
import { eventBody } from '../../feedback/hooks.ts';
import { fixedClock } from '../../support/clock.ts';
import { openTestApp, type TestApp } from '../../support/newsroom.ts';
import { describeStores } from '../../support/stores.ts';
import { approvedTrial, WEEK } from '../../support/subject-trial.ts';
import { addZonedReaders } from '../../support/zoned-readers.ts';

const { signal } = new AbortController();
const MINUTE_MS = 60_000;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const SCANNER = 'python-requests/2.32';

interface Tested {
  readonly seq: number;
  readonly subscriber_id: number;
  readonly variant: number;
}

const send = (app: TestApp) => sendWeek(app, WEEK, { now: true, signal, patienceMs: 0, who: 'test' });

function testedIn(store: Store, variant: number): Promise<Tested[]> {
  return store.db
    .selectFrom('deliveries')
    .select(['seq', 'subscriber_id', 'variant'])
    .where('variant', '=', variant)
    .orderBy('seq')
    .execute();
}

async function click(
  store: Store,
  readers: readonly Tested[],
  visit: { readonly issueId: number; readonly at: number; readonly link: string; readonly agent: string },
): Promise<void> {
  const events = readers.map(({ seq }) => ({
    eventId: `click-${seq}-${visit.link}`,
    source: 'resend' as const,
    at: visit.at,
    type: 'email.clicked',
    providerId: '',
    subject: { kind: 'delivery' as const, issueId: visit.issueId, seq },
    fact: { kind: 'other' as const },
    body: eventBody('clicked', {
      at: visit.at,
      data: {
        click: {
          ipAddress: `198.51.100.${seq % 250}`,
          link: visit.link,
          timestamp: new Date(visit.at).toISOString(),
          userAgent: visit.agent,
        },
      },
    }),
  }));
  await keepEvents(store, events, visit.at);
}

describeStores('a trial of subjects', open => {
  async function sent() {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const app = await openTestApp(store, clock, {});
    const readers = Array.from({ length: 300 }, (_, index) => ({ email: `reader${index + 1}@example.com` }));
    await addZonedReaders(store, clock, readers);
    await approvedTrial(app, { share: 60, subjects: ['Two tools, one desk, no mercy'] });
    expect(await send(app)).toMatchObject({ kind: 'unfinished' });
    const issueId = (await app.issues.find(WEEK))!.id;
    const [first, other] = [await testedIn(store, 1), await testedIn(store, 101)];
    expect(Math.min(first.length, other.length)).toBeGreaterThan(60);
    const at = clock.now() + 20 * MINUTE_MS;
    const link = 'https://tool.example/';
    return { store, clock, app, issueId, first, other, at, link };
  }

  it('is won by what people click, and the rest gets the winner', async () => {
    const { store, clock, app, issueId, first, other, at, link } = await sent();
    await click(store, first.slice(0, 3), { issueId, at, link, agent: FIREFOX });
    await click(store, other.slice(0, 40), { issueId, at, link, agent: FIREFOX });
    clock.set(new Date(at + 30 * MINUTE_MS).toISOString());
    expect(await lookAtTrial(app, WEEK)).toBe('decided');
    expect(await findTrial(store.db, issueId)).toMatchObject({
      decision: { arm: 1, outcome: 'winner', by: '', at: clock.now() },
    });
    expect(await send(app)).toMatchObject({ kind: 'sent', status: { submitted: 300 } });
  });

  it('is not won by machines, by readers who leave, or by anybody twice', async () => {
    const { store, clock, app, issueId, first, other, at, link } = await sent();
    await click(store, other, { issueId, at, link, agent: SCANNER });
    const leave = `${app.settings.PUBLIC_URL}/unsubscribe/x`;
    await click(store, other.slice(0, 40), { issueId, at, link: leave, agent: FIREFOX });
    await click(store, first.slice(0, 2), { issueId, at, link, agent: FIREFOX });
    for (let page = 0; page < 30; page += 1)
      await click(store, other.slice(0, 2), {
        issueId,
        at: at + page * MINUTE_MS,
        link: `${link}${page}`,
        agent: FIREFOX,
      });
    clock.set(new Date(at + 60 * MINUTE_MS).toISOString());
    expect(await lookAtTrial(app, WEEK)).toBe('open');
    clock.set('2026-11-26T13:00:00Z');
    expect(await lookAtTrial(app, WEEK)).toBe('decided');
    expect(await findTrial(store.db, issueId)).toMatchObject({ decision: { arm: 0, outcome: 'no_winner' } });
  });

  it('is won by votes where nobody reports clicks', async () => {
    const { store, clock, app, issueId, other, at } = await sent();
    for (const { subscriber_id: subscriberId } of other.slice(0, 40))
      expect(
        await castBallot(store, {
          issueId,
          position: 1,
          subscriberId,
          choice: 'a',
          network: '',
          now: () => at,
        }),
      ).toBe('cast');
    clock.set(new Date(at + 30 * MINUTE_MS).toISOString());
    expect(await lookAtTrial(app, WEEK)).toBe('decided');
    expect(await findTrial(store.db, issueId)).toMatchObject({ decision: { arm: 1, outcome: 'winner' } });
  });
});
