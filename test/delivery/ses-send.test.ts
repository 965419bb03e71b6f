import { afterEach, beforeEach, expect, it } from 'vitest';
import { bounced, sesEvent } from '../../scripts/stand-in/ses/events.ts';
import { type SesMail, shownMail } from '../../scripts/stand-in/ses/mails.ts';
import { notification, signedSns } from '../../scripts/stand-in/ses/sns.ts';
import { type SesStandIn, startSesStandIn } from '../../scripts/stand-in/ses/stand-in.ts';
import { buildLedger, sums } from '../../src/delivery/ledger.ts';
import { buildMessages, type FrozenIssue } from '../../src/delivery/payload.ts';
import { batchLimit } from '../../src/delivery/payload-form.ts';
import { withTemplates } from '../../src/delivery/publish.ts';
import { type SendOutcome, sendBatches } from '../../src/delivery/sender.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { tallyBatches } from '../../src/storage/delivery/batches.ts';
import { templateStore } from '../../src/storage/delivery/mail-templates.ts';
import { openRoom } from '../feedback/hooks.ts';
import { openSesHooks, postSes } from '../feedback/ses-hooks.ts';
import { type FixedClock, fixedClock } from '../support/clock.ts';
import { freezeForTest, frozenMail, KEYRING, senderDeps } from '../support/frozen-issue.ts';
import { type SesPair, sesOver } from '../support/ses-pair.ts';
import { describeStores, type TestStore } from '../support/stores.ts';

const READERS = process.env.CHECK_FULL === '1' ? 10_000 : 240;
const WIRES = ['full', 'thin'] as const;
const { signal } = new AbortController();

describeStores('an issue over SES', open => {
  let clock: FixedClock;
  let store: TestStore;
  let standIn: SesStandIn;
  let mailer: SesPair['mailer'];
  let issue: FrozenIssue;
  let said: string[];

  beforeEach(async () => {
    clock = fixedClock('2026-11-26T09:10:00Z');
    store = await open();
    standIn = await startSesStandIn({ now: clock.now });
    said = [];
  });

  afterEach(async () => {
    await mailer.close();
    await standIn.close();
  });

  async function begin(wire: 'full' | 'thin', readers: number): Promise<void> {
    mailer = sesOver(standIn, clock, wire);
    issue = await freezeForTest(store, clock, { readers, batchSize: batchLimit(mailer) });
  }

  /** What a sender process does from its start to its end. */
  async function run(lanes = 1): Promise<SendOutcome> {
    const deps = senderDeps(store, clock, [mailer], { lanes });
    const found = await withTemplates(
      { store: templateStore(store), mailers: deps.mailers, now: clock.now, onFull: why => said.push(why) },
      issue,
      signal,
    );
    return sendBatches(deps, found, { signal, patienceMs: 0 });
  }

  async function runUntilSettled(lanes?: number): Promise<void> {
    for (let turn = 0; turn < 200; turn++) {
      const outcome = await run(lanes);
      if (outcome.kind !== 'waiting') return expect(outcome).toEqual({ kind: 'settled' });
      clock.advance(Math.max(1, outcome.until - clock.now()));
    }
    throw new Error('It never settled.');
  }

  const ledger = async (readers: number) => buildLedger(readers, await tallyBatches(store, issue.issueId));

  /** Each of them once, and what each got is what the frozen issue says. */
  async function expectOnceEach(readers: number, isLeftOut = (_seq: number) => false): Promise<void> {
    const wanted = Array.from({ length: readers }, (_, index) => index + 1).filter(seq => !isLeftOut(seq));
    const got = standIn.mails.map(seqOf).toSorted((a, b) => a - b);
    expect(got).toEqual(wanted);
    for (const mail of standIn.mails.slice(0, 200)) {
      const seq = seqOf(mail);
      const name = (seq - 1) % 3 === 0 ? `Reader "${seq}" O’Brien & <b>` : '';
      const reader = { seq, subscriberId: seq, email: `reader${seq}@example.com`, name, variant: 1 };
      const [message] = buildMessages(issue, KEYRING.current, [reader]);
      const { html, text } = await shownMail(mail);
      expect({ to: mail.to, html, text }).toEqual({
        to: reader.email,
        html: message?.html,
        text: message?.text,
      });
    }
  }

  it.each(WIRES)(
    'goes to everybody once over the %s wire',
    async wire => {
      await begin(wire, READERS);
      await runUntilSettled(4);
      await expectOnceEach(READERS);
      expect(standIn.calls()).toBe(wire === 'thin' ? Math.ceil(READERS / 50) : READERS);
      expect(await ledger(READERS)).toMatchObject({ submitted: READERS, uncertain: 0, pending: 0 });
    },
    Math.max(60_000, READERS * 200),
  );

  it('pays for partial answers with nobody left out: throttled entries go again, refused ones never', async () => {
    await begin('thin', 120);
    standIn.fault({ do: 'some later', mails: 20 });
    standIn.refuse(['reader60@example.com']);
    await runUntilSettled();
    await expectOnceEach(120, seq => seq === 60);
    expect(await ledger(120)).toMatchObject({ submitted: 119, rejected: 1, uncertain: 0, pending: 0 });
  });

  it('waits while it is too fast or the quota is used up, and goes on', async () => {
    standIn.account({ maxSendRate: 30, max24Hour: 100 });
    await begin('thin', 120);
    const started = clock.now();
    await runUntilSettled();
    await expectOnceEach(120);
    expect(clock.now() - started).toBeGreaterThanOrEqual(24 * 3_600_000 - 60_000);
    expect(await ledger(120)).toMatchObject({ submitted: 120, uncertain: 0 });
  });

  it.each(['paused', 'suspended'] as const)(
    'stops for an account that is %s and rejects nobody',
    async sending => {
      await begin('thin', 60);
      standIn.account({ sending });
      expect(await run()).toMatchObject({ kind: 'blocked' });
      expect(await ledger(60)).toMatchObject({ rejected: 0, uncertain: 0, pending: 60 });
      standIn.account({ sending: 'on' });
      await runUntilSettled();
      await expectOnceEach(60);
    },
  );

  it.each(WIRES)('stops in the sandbox and rejects nobody, over the %s wire', async wire => {
    standIn.account({ production: false });
    await begin(wire, 20);
    expect(await run()).toMatchObject({ kind: 'blocked' });
    expect(await ledger(20)).toMatchObject({ rejected: 0, uncertain: 0, pending: 20 });
    expect(standIn.mails).toEqual([]);
  });

  it('goes in full, a mail a call, once SES has lost the template', async () => {
    await begin('thin', 120);
    await loseTemplateAfterFirst();
    await expectOnceEach(120);
    expect(standIn.mails.filter(({ content }) => content.kind === 'filled')).toHaveLength(50);
    expect(said).toHaveLength(1);
    expect(await ledger(120)).toMatchObject({ submitted: 120, uncertain: 0 });
  });

  it('goes in full, a mail a call, where a template cannot express the mail', async () => {
    await begin('thin', 60);
    const mail = frozenMail();
    const braces = { ...mail.mail.compiled, text: ['{{', ...mail.mail.compiled.text] };
    issue = { ...issue, mails: [{ ...mail, mail: { ...mail.mail, compiled: braces } }] };
    await runUntilSettled();
    await expectOnceEach(60);
    expect([standIn.calls(), said.length]).toEqual([60, 1]);
  });

  it('leaves a lost answer uncertain until an event names its mails, and sends nothing twice', async () => {
    await begin('thin', 100);
    standIn.fault({ do: 'partly', mails: 30 });
    await runUntilSettled();
    expect(await ledger(100)).toMatchObject({ submitted: 50, uncertain: 50, pending: 0 });
    const room = await openRoom(store, clock);
    const hooks = await openSesHooks(room);
    for (const mail of standIn.mails.slice(0, 30)) {
      expect(await postSes(hooks, signedSns(notification(`m-${mail.id}`, sesEvent('Send', mail))))).toBe(200);
    }
    await takeInEvents(room);
    const settled = await ledger(100);
    expect(settled).toMatchObject({ submitted: 80, uncertain: 20 });
    expect(sums(settled)).toBe(true);
    expect(standIn.mails).toHaveLength(80);
  });

  it('suppresses who bounced for good, by a signed event, and by a forged one nobody', async () => {
    await begin('full', 3);
    await runUntilSettled();
    const room = await openRoom(store, clock);
    const hooks = await openSesHooks(room);
    const event = (mail: SesMail) => sesEvent('Bounce', mail, bounced(mail.to, 'Permanent'));
    const [first, second] = standIn.mails as [SesMail, SesMail];
    const forged = signedSns(notification('m-2', event(second))).replace('Permanent', 'Transient');
    expect(await postSes(hooks, signedSns(notification('m-1', event(first))))).toBe(200);
    expect(await postSes(hooks, forged)).toBe(401);
    await takeInEvents(room);
    const suppressed = await store.db.selectFrom('suppressions').select(['email', 'reason']).execute();
    expect(suppressed).toEqual([{ email: first.to, reason: 'hard_bounce' }]);
  });

  async function loseTemplateAfterFirst(): Promise<void> {
    const whole = sesOver(standIn, clock, 'thin');
    mailer = {
      ...whole,
      thin: {
        ...whole.thin,
        post: async (body, options) => {
          const answer = await whole.thin.post(body, options);
          standIn.templates.clear();
          return answer;
        },
      },
    };
    await runUntilSettled();
  }
});

function seqOf({ tags }: SesMail): number {
  return Number(tags.delivery?.split('_').at(-1));
}
