import { expect, it } from 'vitest';
import { pullCatalogue } from '../../src/newsroom/catalogue/pull-catalogue.ts';
import { settle } from '../../src/newsroom/end-send.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import type { Store } from '../../src/storage/database.ts';
import { paceStore } from '../../src/storage/delivery/send-rate.ts';
import { openCatalogueServer } from '../support/catalogue-server.ts';
import { fixedClock } from '../support/clock.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';
import { listen } from './telling.ts';

const WEEK = '2026-W48';
const DAY_MS = 24 * 3_600_000;
const { signal } = new AbortController();

async function alarmsIn(store: Store): Promise<object[]> {
  const rows = await store.db
    .selectFrom('outgoing_events')
    .select('body')
    .where('type', '=', 'alarm')
    .orderBy('id')
    .execute();
  return rows.map(({ body }) => (JSON.parse(body) as { data: object }).data);
}

describeStores('trouble that lasts', open => {
  it('with the mail server is told once a day, in its own words without addresses', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const room = await openTestApp(store, clock);
    await listen(room, { url: 'https://hooks.example.com/verdicts' });
    await addReaders(store, 3, clock);
    await pickWeek(room, WEEK, 'test');
    await approveWeek(room, WEEK, 'editor@example.com');
    const pauses = paceStore(store, room.mailers[0]!.mailer.name);
    for (const wait of [0, 60_000, DAY_MS]) {
      clock.advance(wait);
      const until = clock.now() + 600_000;
      const reason = 'ada@readers.example is greylisted';
      await pauses.changePause(() => ({ until, times: 6, reason, kind: 'busy', at: clock.now() }));
      const went = await sendWeek(room, WEEK, { now: true, signal, patienceMs: 0, who: 'test' });
      expect(went.kind).toBe('unfinished');
    }
    const told = {
      about: 'sending',
      level: 'warn',
      week: WEEK,
      detail:
        'The mail server is accepting nothing for now; one mail keeps trying on behalf of all. It said: … is greylisted',
    };
    expect(await alarmsIn(store)).toEqual([told, told]);
  });

  it('to the end of an issue of which nothing was taken is told with that end', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const room = await openTestApp(store, clock, {
      wrap: outbox => ({
        ...outbox,
        submit: async messages => ({
          kind: 'accepted',
          items: messages.map(() => ({ kind: 'rejected', reason: 'no such mailbox' })),
        }),
      }),
    });
    await listen(room, { url: 'https://hooks.example.com/verdicts' });
    await addReaders(store, 1, clock);
    await pickWeek(room, WEEK, 'test');
    await approveWeek(room, WEEK, 'editor@example.com');
    const send = () => sendWeek(room, WEEK, { now: true, signal, patienceMs: 0, who: 'test' });
    for (let time = 0; time < 3 && (await send()).kind === 'stopped'; time += 1)
      await room.issues.move(1, 'stopped', 'sending', { at: clock.now() });
    expect(await room.issues.find(WEEK)).toMatchObject({ state: 'sent' });
    expect(await alarmsIn(store)).toMatchObject([
      { about: 'sending', week: WEEK, detail: expect.stringContaining('no mail of the issue was accepted') },
    ]);
    await settle(room, (await room.issues.find(WEEK))!, 'test');
    expect(await alarmsIn(store)).toHaveLength(1);
  });

  it('with the catalogue is told once a week', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-22T12:00:00Z');
    const server = await openCatalogueServer();
    const room = await openTestApp(store, clock, { settings: { CATALOGUE: server.address } });
    await listen(room, { url: 'https://hooks.example.com/verdicts' });
    await pullCatalogue(room, { signal });
    expect(await alarmsIn(store)).toEqual([]);
    server.serve('{"panel":[]}');
    for (const wait of [60_000, 60_000, 7 * DAY_MS]) {
      clock.advance(wait);
      expect(await pullCatalogue(room, { signal })).toMatchObject({ kind: 'refused' });
    }
    const told = await alarmsIn(store);
    expect(told).toHaveLength(2);
    expect(told[0]).toMatchObject({ about: 'catalogue', level: 'warn', week: null });
    expect(JSON.stringify(told)).not.toContain(server.address);
    await server.close();
  });
});
