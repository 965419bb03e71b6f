import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burstsOf, isMachine, judgeVisits } from '../../src/feedback/machine.ts';
import type { Visit } from '../../src/feedback/mail-event.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { readershipOf } from '../../src/storage/feedback/readership.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { eventBody, openHooks, openRoom, post, tag } from './hooks.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0';
const NINE = Date.UTC(2026, 10, 26, 9);
const visit = (change: Partial<Visit> = {}): Visit => ({
  at: NINE + 600_000,
  link: 'https://weekly.example.com/compare/a-vs-b',
  userAgent: FIREFOX,
  ip: '198.51.100.7',
  ...change,
});
const alone = (one: Visit) => isMachine(one, { arrivedAt: NINE, bursts: burstsOf([one]) });

describe('a visit', () => {
  it('of a browser, minutes after arrival, is a person', () => {
    expect(alone(visit())).toBe(false);
    expect(alone(visit({ at: NINE + 5_000 }))).toBe(false);
    expect(alone(visit({ userAgent: `${FIREFOX} (via ggpht.com GoogleImageProxy)` }))).toBe(false);
  });

  it('is a machine by its name, or without one', () => {
    for (const userAgent of [
      '',
      ' ',
      'Mozilla/5.0',
      'curl/8.7.1',
      'python-requests/2.32',
      'Googlebot/2.1',
      'BarracudaCentral',
      'Mozilla/5.0 (compatible; Proofpoint URL Defense)',
      'Mozilla/5.0 (X11) HeadlessChrome/140.0',
    ]) {
      expect([userAgent, alone(visit({ userAgent }))]).toEqual([userAgent, true]);
    }
  });

  it('within five seconds of arrival, or before it, is a machine', () => {
    expect(alone(visit({ at: NINE + 4_999 }))).toBe(true);
    expect(alone(visit({ at: NINE - 60_000 }))).toBe(true);
    expect(isMachine(visit({ at: NINE + 4_999 }), { arrivedAt: null, bursts: new Set() })).toBe(false);
  });

  it('is a machine in a burst over three links, and from the same address around it', () => {
    const link = (n: number, at: number, ip = '203.0.113.1') =>
      visit({ link: `https://x.example/${n}`, at: NINE + at, ip });
    const burst = [link(1, 43_000), link(2, 43_400), link(3, 45_000)];
    const tooSlow = [link(1, 100_000), link(2, 101_000), link(3, 102_001)];
    const sameLink = [link(1, 200_000), link(1, 200_100), link(1, 200_200)];
    const after = link(4, 105_000);
    const muchLater = link(4, 105_001);
    const elsewhere = link(4, 60_000, '198.51.100.7');
    const clicks = [...burst, after, muchLater, elsewhere];
    const machine = (one: Visit, all: readonly Visit[]) =>
      isMachine(one, { arrivedAt: NINE, bursts: burstsOf(all) });
    expect(clicks.map(one => machine(one, clicks))).toEqual([true, true, true, true, false, false]);
    expect(tooSlow.map(one => machine(one, tooSlow))).toEqual([false, false, false]);
    expect(sameLink.map(one => machine(one, sameLink))).toEqual([false, false, false]);
  });

  it('is judged the same in whatever order the clicks came', () => {
    const click = fc.record({
      at: fc.integer({ min: 0, max: 20_000 }),
      link: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(
        fc
          .array(click, { maxLength: 15 })
          .chain(all =>
            fc.tuple(fc.constant(all), fc.shuffledSubarray([...all.keys()], { minLength: all.length })),
          ),
        ([all, order]) => {
          const visits = all.map(({ at, link }) =>
            visit({ at: NINE + at, link: `https://x.example/${link}`, ip: '' }),
          );
          const bursts = burstsOf(visits);
          expect(new Set(burstsOf(order.map(index => visits[index]!)))).toEqual(new Set(bursts));
          // The rule as it is written, without the window.
          for (const one of visits) {
            const inBurst = visits.some(first => {
              const within = visits.filter(({ at }) => at >= first.at && at - first.at <= 2_000);
              return within.includes(one) && new Set(within.map(({ link }) => link)).size >= 3;
            });
            expect(bursts.has(one)).toBe(inBurst);
          }
        },
      ),
    );
  });

  it('counts once a reader, and who clicked has opened', () => {
    expect(judgeVisits({ arrivedAt: NINE, opens: [], clicks: [visit(), visit()] })).toEqual({
      peopleOpened: true,
      peopleClicked: true,
      machineOpens: 0,
      machineClicks: 0,
    });
    expect(judgeVisits({ arrivedAt: NINE, opens: [visit({ at: NINE + 1 })], clicks: [] })).toEqual({
      peopleOpened: false,
      peopleClicked: false,
      machineOpens: 1,
      machineClicks: 0,
    });
  });

  it('is judged in no time when a scanner clicks ten thousand times', () => {
    const clicks = Array.from({ length: 10_000 }, (_, index) =>
      visit({ link: `https://x.example/${index % 9}`, at: NINE + 50_000 + index, ip: `2001:db8::${index}` }),
    );
    expect(judgeVisits({ arrivedAt: NINE, opens: [], clicks }).machineClicks).toBe(10_000);
  });
});

describeStores('the readers of an issue', open => {
  it('are counted from the stored events, people and machines apart, as often as one likes', async () => {
    const clock = fixedClock('2026-11-26T09:10:00Z');
    const store = await open();
    const room = await openRoom(store, clock);
    await freezeForTest(store, clock, { readers: 5, batchSize: 5 });
    const hooks = await openHooks(room);
    let n = 0;
    const send = async (
      type: string,
      seq: number,
      after: number,
      agent = FIREFOX,
      link = 'https://x.example/1',
    ) => {
      n += 1;
      const said = {
        ipAddress: `198.51.100.${seq}`,
        link,
        timestamp: new Date(NINE + after).toISOString(),
        userAgent: agent,
      };
      const data = type === 'clicked' ? { click: said } : { open: said };
      await post(hooks, {
        id: `msg_${n}`,
        body: eventBody(type, { delivery: tag(seq), at: NINE + after, data }),
      });
    };
    await send('clicked', 1, 90_000);
    await send('opened', 1, 80_000);
    for (const page of [1, 2, 3, 4])
      await send('clicked', 2, 43_000 + page, FIREFOX, `https://x.example/${page}`);
    await send('opened', 3, 1_000, 'Mozilla/5.0');
    await send('opened', 4, 400_000);
    await send('opened', 4, 500_000);
    await send('sent', 5, 0);
    for (const seq of [1, 2, 3, 4]) await send('delivered', seq, 500);
    await send('complained', 4, 900_000);
    await takeInEvents(room);
    const expected = { peopleOpened: 2, peopleClicked: 1, machineOpens: 1, machineClicks: 4, clicks: 5 };
    expect(await readershipOf(store, 1)).toEqual(expected);
    expect(await readershipOf(store, 1)).toEqual(expected);
    expect(await readershipOf(store, 2)).toEqual({
      peopleOpened: 0,
      peopleClicked: 0,
      machineOpens: 0,
      machineClicks: 0,
      clicks: 0,
    });
  });
});
