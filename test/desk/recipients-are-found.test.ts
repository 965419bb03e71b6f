import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { recipientsCsv } from '../../src/desk/going/recipients-csv.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { erase } from '../../src/storage/audience/erasures.ts';
import { suppress } from '../../src/storage/audience/suppressions.ts';
import { keepEvents } from '../../src/storage/feedback/mail-events.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { EDITOR } from '../support/desk.ts';
import { keyedApi } from '../support/frozen-issue.ts';
import { describeStores, type TestStore } from '../support/stores.ts';
import { BASE, type GoingDesk, openGoingDesk, WEEK, wordsOf } from './going.ts';

const LIST = `${BASE}/recipients`;
let events = 0;

/** What the mail API says of one delivery. */
async function tell(desk: GoingDesk, seq: number, type: string, data: object = {}): Promise<void> {
  events += 1;
  await keepEvents(
    desk.store,
    [
      {
        source: 'resend',
        eventId: `e${events}`,
        type: `email.${type}`,
        at: desk.clock.now() + events,
        providerId: `told-${seq}`,
        subject: { kind: 'delivery', issueId: 1, seq },
        body: JSON.stringify(data),
      },
    ],
    desk.clock.now(),
  );
  await takeInEvents(desk.app);
}

/** 260 readers: one left, one was barred, one was refused, the last batch is uncertain; some were heard of since. */
async function mixedIssue(store: TestStore): Promise<GoingDesk> {
  const api = keyedApi({
    keyWindowMs: null,
    rejects: to => to === 'reader7@example.com',
    script: ({ to }) =>
      to.includes('reader260@example.com') ? { kind: 'unclear', reason: 'The line was cut.' } : undefined,
  });
  const desk = await openGoingDesk(store, {
    readers: 260,
    api: {
      ...api,
      submit: async (messages, options) => {
        if (api.calls.length === 0) {
          await store.db
            .updateTable('subscribers')
            .set({ state: 'unsubscribed', unsubscribed_at: desk.clock.now() })
            .where('email', '=', 'reader150@example.com')
            .execute();
          await suppress(store, {
            email: 'reader151@example.com',
            reason: 'hard_bounce',
            detail: '',
            at: desk.clock.now(),
          });
        }
        return api.submit(messages, options);
      },
    },
  });
  await desk.send();
  await tell(desk, 1, 'delivered');
  await tell(desk, 2, 'bounced', {
    data: { bounce: { type: 'Permanent', subType: 'General', message: 'No such box' } },
  });
  await tell(desk, 3, 'delivered');
  await tell(desk, 3, 'complained');
  return desk;
}

describeStores('the recipients of an issue', open => {
  it('are found by address, a part of it, number and reason, and listed by state', async () => {
    const desk = await mixedIssue(await open());
    const browser = await desk.signIn();
    const found = async (query: string) => {
      const page = await browser.page(`${LIST}?${query}`);
      return [...page.matchAll(/recipients\/(\d+)"/g)].map(([, seq]) => Number(seq));
    };
    expect(await found('q=Reader42%40example.com')).toEqual([42]);
    expect(await found('q=42')).toEqual([42]);
    expect(await found('q=READER4')).toEqual([4, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49]);
    expect(await found('q=no+such+address')).toEqual([7]);
    expect(await found('q=100%25')).toEqual([]);
    expect(await found('q=999')).toEqual([]);
    expect(await found('state=suppressed')).toEqual([150, 151]);
    expect(await found('state=rejected')).toEqual([7]);
    expect((await found('state=uncertain')).slice(0, 2)).toEqual([201, 202]);
    expect(await found('state=uncertain&after=258')).toEqual([259, 260]);
    expect(await found('state=pending')).toEqual([]);
    expect(await found('state=delivered')).toEqual([1]);
    expect(await found('state=bounced')).toEqual([2]);
    expect(await found('state=complained')).toEqual([3]);
    expect(await found('q=reader15&state=suppressed')).toEqual([150, 151]);
    expect(await found('state=nonsense&after=-3&q=')).toHaveLength(50);
    const page = wordsOf(await browser.page(`${LIST}?state=suppressed`));
    expect(page).toContain('unsubscribed before it went out');
    expect(page).toContain('was put on the suppression list before it went out');
  });

  it('are leafed through without a gap, in any state', async () => {
    const desk = await mixedIssue(await open());
    const browser = await desk.signIn();
    for (const [state, count] of [
      ['', 260],
      ['submitted', 197],
      ['uncertain', 60],
    ] as const) {
      const seqs: number[] = [];
      let path: string | undefined = `${LIST}?state=${state}`;
      for (let pages = 0; path && pages < 10; pages += 1) {
        const page: string = await browser.page(path);
        seqs.push(...[...page.matchAll(/recipients\/(\d+)"/g)].map(([, seq]) => Number(seq)));
        path = /href="([^"]+)" rel="next"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
      }
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
      expect(new Set(seqs).size, state).toBe(count);
    }
  });

  it('are written as CSV, a line each, with nothing a spreadsheet would run', async () => {
    const store = await open();
    const desk = await mixedIssue(store);
    await store.db
      .updateTable('deliveries')
      .set({ email: '=cmd()@x.example' })
      .where('seq', '=', 9)
      .execute();
    const browser = await desk.signIn();
    const answer = await browser.post(`${LIST}.csv`);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="recipients-2026-W48.csv"');
    const rows = parse(await answer.text(), { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(260);
    expect(rows.map(row => Number(row.seq))).toEqual(Array.from({ length: 260 }, (_, at) => at + 1));
    const of = (seq: number) => rows[seq - 1]!;
    expect(of(1)).toMatchObject({
      address: 'reader1@example.com',
      state: 'submitted',
      reason: '',
      mail_event: 'delivered',
      batch: '1',
      provider: 'resend',
      provider_id: expect.stringMatching(/#0$/),
    });
    // Numbered among those who were taken: the seventh of the batch was not.
    expect(of(7)).toMatchObject({ state: 'rejected', reason: 'no such address', provider_id: '' });
    expect(of(8).provider_id).toMatch(/#7$/);
    expect(of(9).address).toBe("'=cmd()@x.example");
    expect(of(150)).toMatchObject({ state: 'suppressed', provider_id: '' });
    expect(of(152).provider_id).toMatch(/#49$/);
    expect(of(260)).toMatchObject({ state: 'uncertain', reason: 'The line was cut.', provider_id: '' });
    // All addresses leave with it: the log says who took them, and no link does.
    expect((await activityOf(store, WEEK)).at(-1)).toMatchObject({ who: EDITOR, action: 'exported' });
    expect((await browser.get(`${LIST}.csv`)).status).toBe(405);
    for (const path of [LIST, `${BASE}/progress`])
      expect(await browser.page(path)).toContain(`<form action="${LIST}.csv" method="post">`);
  });

  it('are read no faster than they are taken', async () => {
    const store = await open();
    const desk = await mixedIssue(store);
    const issue = await desk.app.issues.find('2026-W48');
    const file = recipientsCsv(desk.app, issue!);
    await file.next();
    await file.next();
    expect((await file.return(undefined)).done).toBe(true);
    const browser = await desk.signIn();
    const answer = await browser.post(`${LIST}.csv`);
    const reader = answer.body!.getReader();
    await reader.read();
    await reader.cancel();
  });

  it('each have a page that tells what happened in order, and keeps it when they are erased', async () => {
    const desk = await mixedIssue(await open());
    const browser = await desk.signIn();
    const told = wordsOf(await browser.page(`${LIST}/3`));
    expect(told).toMatch(
      /Frozen into the audience .* Sealed batch 1 .* Submitted batch 1 by resend, id \S+#2/,
    );
    expect(told).toMatch(/Delivered .* Reported as spam/);
    expect(wordsOf(await browser.page(`${LIST}/2`))).toContain('Bounced (permanent) General: No such box');
    expect(wordsOf(await browser.page(`${LIST}/150`))).toContain(
      'Dropped when its batch was sealed unsubscribed',
    );
    expect(wordsOf(await browser.page(`${LIST}/260`))).toContain('Left uncertain');
    expect((await browser.get(`${LIST}/261`)).status).toBe(404);
    await erase(desk.store, 'reader3@example.com', desk.clock.now());
    const erased = wordsOf(await browser.page(`${LIST}/3`));
    expect(erased).toContain('A reader who was erased');
    expect(erased).not.toContain('reader3');
    expect(wordsOf(await browser.page(LIST))).toContain('(erased)');
  });
});
