import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countReports } from '../../src/desk/going/count-reports.ts';
import { returnedEvent } from '../../src/feedback/returned-event.ts';
import { compareShare, FEWEST_READERS } from '../../src/newsroom/going/compare-issue.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { keepEvents } from '../../src/storage/feedback/mail-events.ts';
import { describeStores } from '../support/stores.ts';
import { approve, BASE, type GoingDesk, openGoingDesk, send, WEEK, wordsOf } from './going.ts';

const never = new AbortController().signal;

describe('a share beside earlier ones', () => {
  const earlier = [1, 2, 3, 4, 5].map(count => ({ count, of: 1_000 }));

  it('is told apart only where the median lies outside its interval', () => {
    expect(compareShare({ count: 30, of: 1_000 }, earlier)).toMatchObject({
      median: 0.003,
      issues: 5,
      judgement: 'above',
    });
    expect(compareShare({ count: 4, of: 1_000 }, earlier).judgement).toBe('usual');
    const many = [900, 910, 920].map(count => ({ count, of: 1_000 }));
    expect(compareShare({ count: 500, of: 1_000 }, many).judgement).toBe('below');
    expect(compareShare({ count: 100, of: FEWEST_READERS - 1 }, earlier).judgement).toBe('few readers');
    expect(compareShare({ count: 30, of: 1_000 }, earlier.slice(0, 2)).judgement).toBe('few issues');
    expect(compareShare({ count: 0, of: 0 }, earlier)).toMatchObject({ rate: null, judgement: 'unknown' });
  });

  it('takes the middle of what was known, whatever the order, and leaves out what was not', () => {
    const shares = fc.array(fc.record({ count: fc.nat(50), of: fc.integer({ min: 50, max: 100 }) }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(shares, fc.nat(50), (known, count) => {
        const share = { count, of: 500 };
        const one = compareShare(share, known);
        expect(compareShare(share, [...known.toReversed(), { count: 0, of: 0 }])).toEqual(one);
        const rates = known.map(({ count: part, of }) => part / of);
        expect(rates.filter(rate => rate <= one.median!).length * 2).toBeGreaterThanOrEqual(rates.length);
        expect(rates.filter(rate => rate >= one.median!).length * 2).toBeGreaterThanOrEqual(rates.length);
      }),
    );
  });
});

describeStores('how an issue was taken', open => {
  it('stands in numbers per delivered, clicks of people and machines apart, each beside the median', async () => {
    const desk = await openGoingDesk(await open(), { readers: 4, week: '2026-W45' });
    for (const week of ['2026-W45', '2026-W46', '2026-W47', WEEK]) {
      if (week !== '2026-W45') await approve(desk, week);
      expect(await send(desk, week)).toBe('sent');
      desk.clock.advance(60_000);
      await answerFor(desk, (await desk.app.issues.find(week))!.id, week === WEEK ? 4 : 2);
    }
    await desk.store.db
      .updateTable('subscribers')
      .set({ state: 'unsubscribed', unsubscribed_at: desk.clock.now() })
      .where('email', '=', 'reader4@example.com')
      .execute();
    const browser = await desk.signIn();
    expect(wordsOf(await browser.page(`${BASE}/progress`))).toContain('are counted within a minute');
    await countReports(desk.app, never);

    const page = wordsOf(await browser.page(`${BASE}/progress`));
    expect(page).toMatch(/Delivered of the submitted 4 100\.0% 51\.0% to 100\.0% 50\.0% too few to tell/);
    expect(page).toMatch(/People who clicked of the delivered 1 25\.0% 4\.6% to 69\.9% 50\.0%/);
    expect(page).toContain('Clicks as the mail API reports them: 2; 1 of them were machines’');
    expect(page).toMatch(/Left before the next issue of the delivered 1 25\.0% 4\.6% to 69\.9% 0\.0%/);
    const csv = await browser.get(`${BASE}/report.csv`);
    const rows = parse(await csv.text(), { columns: true }) as Record<string, string>[];
    expect(rows[0]).toMatchObject({
      what: 'delivered',
      count: '4',
      of: '4',
      median: '0.50000',
      issues_in_median: '3',
    });
    expect(rows.find(row => row.what === 'clicks of machines')).toMatchObject({ count: '1' });

    // Counted again only after a while, and then by what has come since.
    await answerFor(desk, (await desk.app.issues.find(WEEK))!.id, 4);
    const counted = () =>
      desk.store.db.selectFrom('issue_reports').select(['clicks', 'counted_at']).execute();
    const before = await counted();
    await countReports(desk.app, never);
    expect(await counted()).toEqual(before);
    desk.clock.advance(3 * 60_000);
    await countReports(desk.app, never);
    expect(Math.max(...(await counted()).map(row => row.clicks))).toBe(4);
  });

  it('is said of what was handed over where nobody tells what arrives', async () => {
    const desk = await openGoingDesk(await open(), { readers: 4 });
    await approve(desk, WEEK);
    expect(await send(desk, WEEK)).toBe('sent');
    await desk.store.db.updateTable('batches').set({ provider: 'smtp' }).execute();
    const browser = await desk.signIn();
    const page = async () => wordsOf(await browser.page(`${BASE}/progress`));
    expect(await page()).toMatch(/Nothing has come back of this issue, neither a bounce nor a complaint\./);
    expect(await page()).toMatch(/Left before the next issue of those handed over 0 0\.0%/);
    expect(await page()).not.toMatch(/Delivered of the submitted|Bounced of the submitted/);
    const { id } = (await desk.app.issues.find(WEEK))!;
    const said = { about: 'reader', permanent: false, code: '', status: '', detail: '' } as const;
    const { installationId } = desk.app;
    await keepEvents(
      desk.store,
      [
        returnedEvent(
          `${installationId}_${id}_1`,
          { ...said, returned: 'complained' },
          { installationId, at: 0 },
        ),
      ],
      desk.clock.now(),
    );
    await takeInEvents(desk.app);
    expect(await page()).toMatch(/Reported as spam of those handed over 1 25\.0%/);
    expect(await page()).not.toMatch(/Nothing has come back|Clicks as the mail API reports them/);
  });
});

let told = 0;

/** What the mail API says: so many delivered, one click by a person and one by a scanner. */
async function answerFor(desk: GoingDesk, issueId: number, delivered: number): Promise<void> {
  const at = desk.clock.now() - 50_000;
  const visit = (agent: string) => ({
    data: {
      click: {
        ipAddress: '192.0.2.1',
        link: 'https://x.example/',
        timestamp: new Date(at + 40_000).toISOString(),
        userAgent: agent,
      },
    },
  });
  const says = [
    ...Array.from({ length: delivered }, (_, index) => ['delivered', index + 1, {}] as const),
    ['clicked', 1, visit('Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0')] as const,
    ['clicked', 2, visit('Barracuda Sentinel')] as const,
  ];
  await keepEvents(
    desk.store,
    says.map(([type, seq, body]) => {
      told += 1;
      return {
        source: 'resend' as const,
        eventId: `r${told}`,
        type: `email.${type}`,
        at: type === 'clicked' ? at + 40_000 : at,
        providerId: '',
        subject: { kind: 'delivery' as const, issueId, seq },
        body: JSON.stringify(body),
      };
    }),
    desk.clock.now(),
  );
  await takeInEvents(desk.app);
}
