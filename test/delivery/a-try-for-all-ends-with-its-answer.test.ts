import { expect, it } from 'vitest';
import type { MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { createPacer } from '../../src/delivery/pace.ts';
import { createPauses } from '../../src/delivery/pause.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { paceStore } from '../../src/storage/delivery/send-rate.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { describeStores, type TestStore } from '../support/stores.ts';
import { ledger } from './settling.ts';

const START = '2026-11-26T09:00:00Z';
const TOO_FAST = { kind: 'wait', because: 'rate', retryAfterMs: 1_000, reason: 'too fast' } as const;
const UNCLEAR: MailerAnswer = { kind: 'unclear', reason: '502 Bad Gateway' };
const { signal } = new AbortController();

describeStores('after a pause, the one who tries for all', open => {
  /** A pause of a second that is over, and the one who tries. */
  async function trying() {
    const clock = fixedClock(START);
    const store = await open();
    const pauses = createPauses(paceStore(store, 'ses'), clock.now);
    await pauses.hold(TOO_FAST);
    clock.advance(1_000);
    expect(await pauses.enter()).toBe('probe');
    const others = createPauses(paceStore(store.another(), 'ses'), clock.now);
    expect(await others.enter()).toMatchObject({ until: clock.now() + 15_000 });
    return { clock, store, pauses, others };
  }
  /** As a process that has just been started sees it. */
  const held = (store: TestStore, now: () => number) => createPauses(paceStore(store, 'ses'), now).held();

  it('holds the others for a moment more where no answer came that can be asked for again, and says so', async () => {
    const { clock, store, pauses } = await trying();
    await pauses.unanswered('502 Bad Gateway');
    const pause = await held(store, clock.now);
    expect(pause).toMatchObject({ reason: '502 Bad Gateway', times: 2, until: clock.now() + 2_000 });
    clock.advance(2_000);
    expect(await pauses.enter()).toBe('probe');
    await pauses.passed();
    expect(await held(store, clock.now)).toBeNull();
  });

  it('holds nobody where it has asked nobody', async () => {
    const { clock, store, pauses } = await trying();
    await pauses.untried();
    expect(await held(store, clock.now)).toBeNull();
    expect(await pauses.enter()).toBe('probe');
  });

  it('does not end what others were told meanwhile', async () => {
    const { clock, store, pauses, others } = await trying();
    await others.hold({ because: 'daily_quota', retryAfterMs: 900_000, reason: 'quota' });
    await pauses.untried();
    expect(await held(store, clock.now)).toMatchObject({ reason: 'quota', until: clock.now() + 900_000 });
  });

  it('says nothing by an unclear answer that is not its own', async () => {
    const clock = fixedClock(START);
    const store = await open();
    const pauses = createPauses(paceStore(store, 'ses'), clock.now);
    await pauses.unanswered('502 Bad Gateway');
    await pauses.untried();
    expect(await held(store, clock.now)).toBeNull();
    expect(await pauses.enter()).toBe('free');
  });
});

describeStores('an issue through a mail API without keys', open => {
  async function sender(readers: number, script: (call: number) => MailerAnswer | undefined) {
    const clock = fixedClock(START);
    const store = await open();
    const issue = await freezeForTest(store, clock, { readers, batchSize: 1 });
    const api = keyedApi({ name: 'ses', keyWindowMs: null, script: (_call, n) => script(n) });
    const [mailer] = senderDeps(store, clock, [api]).mailers;
    const pacer = createPacer(paceStore(store, 'ses'), null, clock.now);
    const deps = { ...senderDeps(store, clock, [api]), mailers: [{ ...mailer!, pacer }] };
    const send = () => sendBatches(deps, issue, { signal, patienceMs: 0 });
    return { clock, store, issue, api, send };
  }

  it('goes on two seconds after a try for all that was not answered, not a quarter of a minute', async () => {
    const { clock, store, issue, send } = await sender(4, call => [TOO_FAST, UNCLEAR][call]);
    expect(await send()).toMatchObject({ kind: 'waiting', until: clock.now() + 1_000 });
    clock.advance(1_000);
    expect(await send()).toMatchObject({
      kind: 'waiting',
      until: clock.now() + 2_000,
      reason: '502 Bad Gateway',
    });
    clock.advance(2_000);
    expect(await send()).toEqual({ kind: 'settled' });
    expect(await ledger(store, issue.issueId, 4)).toMatchObject({ submitted: 3, uncertain: 1, pending: 0 });
  });

  it('waits for nothing where the try for all was of a mail that may not be asked about', async () => {
    const { clock, store, issue, api, send } = await sender(3, call => (call === 0 ? TOO_FAST : undefined));
    expect(await send()).toMatchObject({ kind: 'waiting' });
    // As a sender leaves it that is killed in the middle of its post.
    await store.db
      .updateTable('batches')
      .set({ state: 'submitting', unclear_since: clock.now(), provider: 'ses' })
      .where('n', '=', 1)
      .execute();
    clock.advance(1_000);
    expect(await send()).toEqual({ kind: 'settled' });
    expect(await ledger(store, issue.issueId, 3)).toMatchObject({ submitted: 2, uncertain: 1, pending: 0 });
    expect(api.calls).toHaveLength(3);
  });
});
