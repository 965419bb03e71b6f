import { expect, it } from 'vitest';
import type { StandIn } from '../../scripts/stand-in/stand-in.ts';
import { createPacer } from '../../src/delivery/pace.ts';
import { publishAhead } from '../../src/newsroom/publish-ahead.ts';
import { startScheduler } from '../../src/scheduler.ts';
import { paceStore } from '../../src/storage/delivery/send-rate.ts';
import { Ahead, monday, resend, watchOf } from '../support/ahead.ts';
import { describeStores } from '../support/stores.ts';
import { thinMailer } from '../support/thin-issue.ts';

const SOON = '2026-11-23T15:00:00Z';
const no = {
  do: 'answer',
  status: 403,
  body: { statusCode: 403, name: 'invalid', message: 'no' },
} as const;

function forms(standIn: StandIn): string[] {
  return standIn.requests().map(({ body }) => (body.includes('"template":{') ? 'thin' : 'full'));
}

describeStores('publishing ahead', open => {
  it('is tried again later each time, by all processes together, and leaves the send what could not be published', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock, { sendingOnly: true });
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 5 });
    const second = thinMailer(standIn, clock);
    const other = await at.another([second]);
    await at.approve();
    const tried: number[] = [];
    for (let minute = 0; minute < 130; minute++) {
      const before = standIn.templateRequests();
      await at.watch();
      await other();
      if (standIn.templateRequests() > before) tried.push(minute);
      clock.advance(60_000);
    }
    expect(tried.length).toBeLessThan(10);
    const waits = tried.slice(1).map((minute, index) => minute - (tried[index] ?? 0));
    expect(waits).toEqual(waits.toSorted((one, next) => one - next));
    expect((await at.app.issues.find('2026-W48'))?.state).toBe('approved');
    expect(await at.send(SOON)).toMatchObject({ kind: 'sent', status: { submitted: 5 } });
    expect(forms(standIn)).toEqual(['full']);
    await second.close();
  });

  it('is done a minute after a no that was none for good', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 5 });
    standIn.faultTemplates(no);
    await at.approve();
    await at.watch();
    expect(standIn.templates()).toEqual([]);
    await at.minute();
    expect(standIn.templates()).toHaveLength(1);
    const before = standIn.templateRequests();
    expect(await at.send(SOON)).toMatchObject({ kind: 'sent' });
    expect(standIn.templateRequests()).toBe(before);
  });

  it('sees within an hour that somebody has changed what was published: mails then go in full', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 5 });
    await at.approve();
    await at.watch();
    const [template] = standIn.templates();
    standIn.changeTemplate({ ...template!, html: 'Buy now' });
    await at.minute(61);
    expect(await at.send(SOON)).toMatchObject({ kind: 'sent' });
    expect(forms(standIn)).toEqual(['full']);
    expect(standIn.templates()).toMatchObject([{ html: 'Buy now' }]);
  });

  it('publishes again within an hour what somebody has deleted', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 5 });
    await at.approve();
    await at.watch();
    standIn.removeTemplate(standIn.templates()[0]?.id ?? '');
    await at.minute(61);
    expect(await at.send(SOON)).toMatchObject({ kind: 'sent' });
    expect(forms(standIn)).toEqual(['thin']);
  });

  it('is looked at once by the send where nobody has looked for a day', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 5 });
    await at.approve();
    await at.watch();
    expect(await at.send()).toMatchObject({ kind: 'sent' });
    expect(standIn.templateRequests()).toBe(4 + 1);
    expect(forms(standIn)).toEqual(['thin']);
  });

  it('counts for the account alone that keeps it', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 5 });
    await at.approve();
    await at.watch();
    standIn.changeAccount('re_another');
    const changed = thinMailer({ ...standIn, apiKey: 're_another' }, clock);
    const before = standIn.templateRequests();
    const room = { ...at.app, mailers: at.app.mailers.map(each => ({ ...each, mailer: changed })) };
    await watchOf(room)();
    expect(standIn.templateRequests()).toBe(before + 1);
    await changed.close();
  });

  it.each(['full', 'outbox'] as const)('does nothing with the %s', async kind => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock, { wire: 'full' });
    const mailers = kind === 'full' ? { mailers: [mailer] } : {};
    const at = await Ahead.open(await open(), clock, { ...mailers, readers: 5 });
    await at.approve();
    await at.minute(61);
    expect(await at.send(SOON)).toMatchObject({ kind: 'sent' });
    expect(standIn.templateRequests()).toBe(0);
    expect(await at.store.db.selectFrom('early_templates').selectAll().execute()).toEqual([]);
  });

  it('does nothing for what would not go out: not approved, changed since, or stopped by the pre-flight', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 2 });
    await at.minute();
    await at.approve();
    const changed = { ...at.app, settings: { ...at.app.settings, MAIL_FROM: 'New <new@weekly.example>' } };
    await watchOf(changed)();
    await at.store.db.updateTable('subscribers').set({ state: 'unsubscribed' }).execute();
    await at.minute();
    expect(standIn.templateRequests()).toBe(0);
  });

  it('is no affair of the scheduler once the issue is due', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 2 });
    await at.approve();
    clock.set('2026-11-26T09:00:00Z');
    await at.watch();
    expect(standIn.templateRequests()).toBe(0);
  });

  it('is not held up by a row that a clock which was ahead has written', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 2 });
    await at.approve();
    clock.set('2027-11-23T09:30:00Z');
    const issue = (await at.app.issues.find('2026-W48'))!;
    await publishAhead(at.app, issue, new AbortController().signal);
    clock.set('2026-11-23T09:30:00Z');
    const before = standIn.templateRequests();
    await at.watch();
    expect(standIn.templateRequests()).toBe(before + 1);
  });

  it('begins when the program starts', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 2 });
    await at.approve();
    const scheduler = startScheduler(at.app);
    await expect.poll(() => standIn.templates().length, { timeout: 20_000 }).toBe(1);
    await scheduler.stop();
  });

  it('neither asks while everybody waits, nor is the one who tries first afterwards', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 2 });
    await at.approve();
    const pacer = createPacer(paceStore(at.store, 'resend'), null, clock.now);
    const room = { ...at.app, mailers: at.app.mailers.map(each => ({ ...each, pacer })) };
    await pacer.hold({ because: 'busy', retryAfterMs: 30_000, reason: 'the API is busy' });
    const issue = (await room.issues.find('2026-W48'))!;
    const { signal } = new AbortController();
    expect(await publishAhead(room, issue, signal)).toMatchObject({ missing: 1, whys: ['the API is busy'] });
    clock.advance(120_000);
    expect(await publishAhead(room, issue, signal)).toMatchObject({ missing: 1 });
    expect(standIn.templateRequests()).toBe(0);
    expect(await pacer.turn(signal)).toEqual({ kind: 'go', probes: true });
    await pacer.passed();
    clock.advance(600_000);
    expect(await publishAhead(room, issue, signal)).toMatchObject({ missing: 0, published: 1 });
  });

  it('gives back what it had not finished when the process is asked to end', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 2 });
    await at.approve();
    standIn.faultTemplates({ do: 'hang' });
    const ending = new AbortController();
    const issue = (await at.app.issues.find('2026-W48'))!;
    const ended = publishAhead(at.app, issue, ending.signal);
    await expect.poll(() => standIn.templateRequests()).toBe(2);
    ending.abort();
    expect(await ended).toMatchObject({ published: 0, missing: 1 });
    await at.watch();
    expect(standIn.templates()).toHaveLength(1);
  });
});
