import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { buildLedger } from '../../../src/delivery/ledger.ts';
import { openMailer } from '../../../src/delivery/mailers/open-mailer.ts';
import { sendBatches } from '../../../src/delivery/sender.ts';
import { storyOf } from '../../../src/desk/going/one-recipient.ts';
import { returnedEvent } from '../../../src/feedback/returned-event.ts';
import { findRecipients } from '../../../src/newsroom/going/recipients.ts';
import { reportOf } from '../../../src/newsroom/going/report.ts';
import { takeInEvents } from '../../../src/newsroom/take-in-events.ts';
import { suppressionOf } from '../../../src/storage/audience/suppressions.ts';
import { tallyBatches } from '../../../src/storage/delivery/batches.ts';
import { keepEvents } from '../../../src/storage/feedback/mail-events.ts';
import { type FixedClock, fixedClock } from '../../support/clock.ts';
import { freePacer, freezeForTest, senderDeps, WEEK } from '../../support/frozen-issue.ts';
import { deliveryReport } from '../../support/returned-mail.ts';
import { startSmtpSink } from '../../support/smtp-sink.ts';
import { describeStores, type TestStore } from '../../support/stores.ts';
import { dial, listen, openReturnRoom, type ReturnRoom } from './returned-room.ts';

const { signal } = new AbortController();

describeStores('an issue over SMTP', open => {
  let clock: FixedClock;
  let store: TestStore;
  beforeEach(async () => {
    clock = fixedClock('2026-11-26T09:10:00Z');
    store = await open();
  });

  /** A relay that breaks off after the final dot of one mail, though it has taken it. */
  async function sent(lost: number, readers: number) {
    const sink = await startSmtpSink();
    onTestFinished(() => sink.close());
    let dots = 0;
    sink.react = command => {
      if (command !== '.') return null;
      dots += 1;
      return dots === lost ? 'lost' : null;
    };
    const settings = {
      MAIL_PROVIDER: 'smtp',
      SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
      DATABASE_URL: 'file:x',
    };
    const room = await openReturnRoom(store, clock, settings);
    const mailer = await openMailer(room.settings, 'smtp', 'test', clock.now, room.returnPath);
    onTestFinished(() => mailer.close());
    const issue = await freezeForTest(store, clock, { readers, batchSize: 1 });
    await sendBatches(senderDeps(store, clock, [mailer]), issue, { signal, patienceMs: 0 });
    const ledger = async () => buildLedger(readers, await tallyBatches(store, issue.issueId));
    const withMailer: ReturnRoom = { ...room, mailers: [{ mailer, pacer: freePacer(), lanes: 1 }] };
    return { sink, room: withMailer, ledger };
  }

  it('has what was uncertain settled by a bounce, because only what was taken comes back', async () => {
    const { sink, room, ledger } = await sent(2, 4);
    expect(await ledger()).toMatchObject({ submitted: 3, uncertain: 1 });
    const { port } = await listen(room);
    const client = await dial(port);
    // To the address that stood in the envelope, as a mail server answers it.
    const uncertain = sink.mails[1];
    const to = uncertain?.from ?? '';
    expect(await client.deliver(to, deliveryReport({ to }))).toMatch(/^250 /);
    await takeInEvents(room);
    expect(await ledger()).toMatchObject({ submitted: 4, uncertain: 0 });
    expect((await suppressionOf(store, uncertain?.to[0] ?? ''))?.reason).toBe('hard_bounce');
    const issue = await room.issues.find(WEEK);
    if (!issue) throw new Error(`The issue of ${WEEK} is gone.`);
    const query = { words: '', state: 'bounced', after: 0 } as const;
    const { recipients } = await findRecipients(room, issue, query);
    expect(recipients.map(({ email }) => email)).toEqual(uncertain?.to);
    const story = await storyOf(room, issue, recipients[0]?.seq ?? 0);
    expect(story?.steps).toContainEqual({
      at: clock.now(),
      what: 'Bounced (permanent)',
      detail: expect.stringContaining('User unknown'),
    });
    const other = sink.mails[0];
    expect(await suppressionOf(store, other?.to[0] ?? '')).toBeNull();
  });

  it('is stopped when too many come back, counted by what was handed over', async () => {
    const settings = { MAIL_PROVIDER: 'smtp', SMTP_URL: 'smtp://127.0.0.1:1', DATABASE_URL: 'file:x' };
    const plain = await openReturnRoom(store, clock, settings);
    const mailer = await openMailer(plain.settings, 'smtp', 'test', clock.now, plain.returnPath);
    onTestFinished(() => mailer.close());
    const room: ReturnRoom = { ...plain, mailers: [{ mailer, pacer: freePacer(), lanes: 1 }] };
    await freezeForTest(store, clock, { readers: 600, batchSize: 100 });
    await store.db.updateTable('batches').set({ state: 'submitted', provider: 'smtp' }).execute();
    const come = async (from: number, to: number, about: 'reader' | 'us') => {
      const events = Array.from({ length: to - from + 1 }, (_, index) =>
        returnedEvent(
          `inst_1_${from + index}`,
          { returned: 'bounced', about, permanent: about === 'us', code: '', status: '', detail: '' },
          { installationId: room.installationId, at: clock.now() },
        ),
      );
      await keepEvents(store, events, clock.now());
      await takeInEvents(room);
      const issue = await room.issues.find(WEEK);
      return [issue?.state, issue?.reason];
    };
    expect(await come(1, 20, 'us')).toEqual(['sending', '']);
    expect(await come(21, 24, 'reader')).toEqual([
      'stopped',
      'Bounces: 24 of 600 handed over (4.0%): above the limit at which an issue is stopped.',
    ]);
    expect(await store.db.selectFrom('suppressions').selectAll().execute()).toEqual([]);
    const issue = await room.issues.find(WEEK);
    const report = issue && (await reportOf(room, issue));
    // Nobody has said that any of them arrived: that is no share of nought.
    expect(report?.lines.find(({ name }) => name === 'delivered')).toMatchObject({ count: 0, of: 0 });
    expect(report?.lines.find(({ name }) => name === 'bounced')).toMatchObject({ count: 24, of: 600 });
  });

  it('has its shares of what was handed over, with a complaint or without one, whatever mailer comes after it', async () => {
    const room = await openReturnRoom(store, clock);
    await freezeForTest(store, clock, { readers: 300, batchSize: 100 });
    await store.db.updateTable('batches').set({ state: 'submitted', provider: 'smtp' }).execute();
    const shares = async () => {
      const issue = await room.issues.find(WEEK);
      const report = issue && (await reportOf(room, issue));
      return Object.fromEntries(report?.lines.map(({ name, count, of }) => [name, [count, of]]) ?? []);
    };
    expect(await shares()).toMatchObject({ delivered: [0, 0], bounced: [0, 0], unsubscribed: [0, 300] });
    const said = { about: 'reader', permanent: false, code: '', status: '', detail: '' } as const;
    const { installationId } = room;
    const complaint = returnedEvent(
      'inst_1_7',
      { ...said, returned: 'complained' },
      { installationId, at: 0 },
    );
    await keepEvents(store, [complaint], clock.now());
    await takeInEvents(room);
    expect(await shares()).toMatchObject({
      delivered: [1, 1],
      bounced: [0, 300],
      complained: [1, 300],
      clicked: [0, 0],
      unsubscribed: [0, 300],
    });
  });

  it.each([
    ['bounced', 'hard_bounce'],
    ['other', 'none'],
    ['auto_reply', 'none'],
    ['delayed', 'none'],
  ] as const)('counts soft bounces in a row, where another issue was %s', async (other, reason) => {
    const room = await openReturnRoom(store, clock);
    await freezeForTest(store, clock, { readers: 1, batchSize: 1 });
    const model = await store.db.selectFrom('issues').selectAll().executeTakeFirstOrThrow();
    const delivery = await store.db.selectFrom('deliveries').selectAll().executeTakeFirstOrThrow();
    const batch = await store.db.selectFrom('batches').selectAll().executeTakeFirstOrThrow();
    const said = { about: 'reader', permanent: false } as const;
    const { installationId } = room;
    for (const [index, week] of ['2026-W44', '2026-W45', '2026-W46', '2026-W47'].entries()) {
      const at = clock.now() + (index - 4) * 7 * 24 * 3_600_000;
      const { id: _, ...columns } = model;
      const { id } = await store.db
        .insertInto('issues')
        .values({ ...columns, week, frozen_at: at })
        .returning('id')
        .executeTakeFirstOrThrow();
      await store.db
        .insertInto('deliveries')
        .values({ ...delivery, issue_id: id })
        .execute();
      const handed = { state: 'submitted', provider: 'smtp', settled_at: at };
      await store.db
        .insertInto('batches')
        .values({ ...batch, ...handed, issue_id: id, idempotency_key: week })
        .execute();
      const returned = week === '2026-W46' ? other : 'bounced';
      const bounce = { ...said, returned, code: 'mailbox_full', status: '4.2.2', detail: week };
      await keepEvents(store, [returnedEvent(`inst_${id}_1`, bounce, { installationId, at })], clock.now());
    }
    await takeInEvents(room);
    expect((await suppressionOf(store, 'reader1@example.com'))?.reason ?? 'none').toBe(reason);
  });
});
