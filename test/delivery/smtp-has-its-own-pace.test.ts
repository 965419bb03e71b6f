import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { untilDrained } from '../../src/cli/asked-to-end.ts';
import type { BatchStore } from '../../src/delivery/batch.ts';
import { buildLedger } from '../../src/delivery/ledger.ts';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { smtpMailer } from '../../src/delivery/mailers/smtp.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { submitNextSingleMail } from '../../src/delivery/single-mail.ts';
import { tallyBatches } from '../../src/storage/delivery/batches.ts';
import { singleMailStore } from '../../src/storage/delivery/single-mails.ts';
import { fixedClock, runningClock as running } from '../support/clock.ts';
import { openDueIssue } from '../support/due-issue.ts';
import { freePacer, freezeForTest, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { type SmtpReaction, type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import { describeStores, type TestStore } from '../support/stores.ts';

const ENDING = fileURLToPath(new URL('../support/ending-process.ts', import.meta.url));
/** Renewed in time although a busy machine stands still for half a second. */
const LEASE_MS = 1_200;
const patient = { signal: new AbortController().signal, patienceMs: 60_000 };

describeStores('over SMTP', open => {
  let store: TestStore;
  let sink: SmtpSink;
  const mailers: Mailer[] = [];

  beforeEach(async () => {
    store = await open();
    sink = await startSmtpSink();
  });
  afterEach(async () => {
    await Promise.all(mailers.splice(0).map(mailer => mailer.close()));
    await sink.close();
  });

  const newMailer = () => {
    const mailer = smtpMailer({ url: `smtp://127.0.0.1:${sink.port}`, clock: running.now });
    mailers.push(mailer);
    return mailer;
  };
  const freeze = (readers: number) => freezeForTest(store, running, { readers, batchSize: 1 });
  const deps = (
    owner: string,
    leaseMs: number,
    change: (inner: BatchStore) => Partial<BatchStore> = () => ({}),
  ) => {
    const made = senderDeps(store, running, [newMailer()], { owner });
    return { ...made, leaseMs, store: { ...made.store, ...change(made.store) } };
  };
  const ledger = async (issueId: number, readers: number) =>
    buildLedger(readers, await tallyBatches(store, issueId));
  /** The sink says so to the first command that begins like that. */
  const first = (start: string, reaction: SmtpReaction) => {
    let said = false;
    sink.react = command => {
      if (said || !command.startsWith(start)) return null;
      said = true;
      return reaction;
    };
  };

  it('a relay that answers long after the lease would have ended is waited for; nobody else takes the mail', async () => {
    const issue = await freeze(2);
    sink.react = command => (command === '.' ? { afterMs: 3_000 } : null);
    const sending = [deps('one', LEASE_MS), deps('two', LEASE_MS)].map(each =>
      sendBatches(each, issue, patient),
    );
    expect(await Promise.all(sending)).toEqual([{ kind: 'settled' }, { kind: 'settled' }]);
    expect(await ledger(issue.issueId, 2)).toMatchObject({ submitted: 2, uncertain: 0 });
    expect(sink.mails).toHaveLength(2);
  });

  it('a sender that dies before it hands the mail over leaves nobody uncertain', async () => {
    const issue = await freeze(2);
    first('RCPT', 'silence');
    // Its lease is never renewed, as after a kill.
    void sendBatches(
      deps('killed', 300, () => ({ renew: async () => undefined })),
      issue,
      patient,
    ).catch(() => undefined);
    await expect.poll(() => sink.commands.filter(command => command.startsWith('RCPT')).length).toBe(1);
    expect(await sendBatches(deps('next', 2_000), issue, patient)).toEqual({ kind: 'settled' });
    expect(await ledger(issue.issueId, 2)).toMatchObject({ submitted: 2, uncertain: 0 });
    expect(sink.mails.map(({ to }) => to[0]).toSorted()).toEqual([
      'reader1@example.com',
      'reader2@example.com',
    ]);
  });

  it('a sender that was frozen past its lease hands over nothing when it wakes', async () => {
    const issue = await freeze(1);
    first('RCPT', { afterMs: 1_200 });
    const frozen = sendBatches(
      deps('frozen', 300, () => ({ renew: async () => undefined })),
      issue,
      patient,
    );
    await expect.poll(() => sink.commands.some(command => command.startsWith('RCPT'))).toBe(true);
    expect(await sendBatches(deps('next', 2_000), issue, patient)).toEqual({ kind: 'settled' });
    expect(await frozen).toEqual({ kind: 'settled' });
    expect(sink.mails).toHaveLength(1);
    expect(await ledger(issue.issueId, 1)).toMatchObject({ submitted: 1, uncertain: 0 });
  });

  it('a yes is kept although the database is locked or restarts just then', async () => {
    const issue = await freeze(3);
    let faults = 0;
    const restarting = (inner: BatchStore): Partial<BatchStore> => ({
      settle: async (...args) => {
        faults += 1;
        if (faults % 3 !== 0) throw new Error('terminating connection due to administrator command');
        return inner.settle(...args);
      },
    });
    expect(await sendBatches(deps('one', 4_000, restarting), issue, patient)).toEqual({ kind: 'settled' });
    expect(faults).toBe(9);
    expect(await ledger(issue.issueId, 3)).toMatchObject({ submitted: 3, uncertain: 0 });
    expect(sink.mails).toHaveLength(3);
  });

  it('a yes that cannot be kept at all is a fault in the end', async () => {
    const issue = await freeze(1);
    const gone = () => ({
      settle: async () => {
        throw new Error('the disk is gone');
      },
    });
    await expect(sendBatches(deps('one', 300, gone), issue, patient)).rejects.toThrow('the disk is gone');
  });

  it('a single mail has the same time, and is not called uncertain before it has left', async () => {
    const queue = singleMailStore(store);
    const mail = {
      kind: 'confirm',
      dedupe: 'c',
      to: 'new@example.com',
      week: '',
      subject: 'Confirm',
    } as const;
    await queue.enqueue({ ...mail, html: '<p>x</p>', text: 'x', headers: {} }, running.now());
    const next = (owner: string, leaseMs: number) =>
      submitNextSingleMail({
        ...{ store: queue, mailer: newMailer(), installationId: 'inst', owner, leaseMs, now: running.now },
        ...{ from: 'v@example.com', replyTo: 'e@example.com' },
      });
    first('RCPT', 'silence');
    const renew = queue.renew;
    // As after a kill: its lease is never renewed.
    queue.renew = async () => undefined;
    void next('killed', 300).catch(() => undefined);
    await expect.poll(() => sink.commands.some(command => command.startsWith('RCPT'))).toBe(true);
    await expect.poll(running.now).toBeGreaterThan(running.now() + 300);
    queue.renew = renew;
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    sink.react = command => (command === '.' ? { after: answered } : null);
    const slow = next('slow', LEASE_MS);
    await expect.poll(() => sink.commands.includes('.')).toBe(true);
    await expect.poll(running.now).toBeGreaterThan(running.now() + LEASE_MS);
    expect(await next('other', LEASE_MS)).toEqual({ kind: 'none' });
    answer();
    expect(await slow).toMatchObject({ kind: 'submitted' });
    expect(sink.mails).toHaveLength(1);
  });

  it('says goodbye over every connection that rests when it is closed', async () => {
    const issue = await freeze(4);
    const sender = deps('one', 2_000);
    await sendBatches({ ...sender, mailers: [{ ...sender.mailers[0]!, lanes: 3 }] }, issue, patient);
    expect(sink.commands.filter(command => command === 'QUIT')).toEqual([]);
    await Promise.all(mailers.splice(0).map(mailer => mailer.close()));
    expect(sink.commands.filter(command => command === 'QUIT')).toHaveLength(sink.connections);
  });

  it('as the second choice it takes its mails one by one, and the first choice its batches', async () => {
    const clock = fixedClock('2026-11-23T09:00:00Z');
    const refused = { kind: 'refused', scope: 'account', code: 'restricted_api_key', reason: 'key' } as const;
    const api = keyedApi({ script: (_call, n) => (n === 1 ? refused : undefined) });
    const first = { ...api, maxBatch: 10 };
    const issue = await openDueIssue(store, clock, { readers: 25, mailers: [first, newMailer()] });
    expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 25 } });
    expect(api.calls.map(({ to }) => to.length)).toEqual([10, 10]);
    expect(sink.mails).toHaveLength(15);
    const everybody = [...api.accepted.keys(), ...sink.mails.map(({ to }) => to[0])];
    expect(new Set(everybody).size).toBe(25);
  });

  it('as the first choice it takes its mails one by one, and the second choice whole batches', async () => {
    const clock = fixedClock('2026-11-23T09:00:00Z');
    const api = keyedApi({});
    const issue = await openDueIssue(store, clock, { readers: 215, mailers: [newMailer(), api] });
    sink.react = command =>
      sink.mails.length === 15 && command.startsWith('MAIL') ? '550 5.7.1 Sender not authorised' : null;
    expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 215 } });
    // By itself only what had been claimed for the first one already.
    expect(api.calls.length).toBeLessThan(20);
    expect(Math.max(...api.calls.map(({ to }) => to.length))).toBe(100);
    const everybody = [...api.accepted.keys(), ...sink.mails.map(({ to }) => to[0])];
    expect(new Set(everybody).size).toBe(215);
  });
});

describe('asked to end', () => {
  it('by a closed terminal, and again while it ends, a process ends as it does the first time', async () => {
    const child = spawn(process.execPath, [ENDING], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const closed = once(child, 'close');
    await expect.poll(() => said).toContain('up');
    child.kill('SIGHUP');
    await expect.poll(() => said, { interval: 5 }).toContain('ending');
    for (const signal of ['SIGTERM', 'SIGTERM', 'SIGHUP', 'SIGINT'] as const) child.kill(signal);
    expect(await closed).toEqual([0, null]);
    expect(said).toBe('up\nending\ndone\n');
  });

  it('waits for mails that were handed over without a key, and for nothing else', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    let underWay = 2;
    const mailer = { ...keyedApi({ name: 'smtp', keyWindowMs: null }), underWay: () => underWay };
    const app = { mailers: [{ mailer, pacer: freePacer(), lanes: 1 }], log: pino({ level: 'silent' }) };
    let kept = () => {};
    const answered = new Promise<void>(resolve => {
      kept = resolve;
    });
    let isOver = false;
    const draining = untilDrained(app, answered, AbortSignal.abort()).then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(isOver).toBe(false);
    underWay = 0;
    kept();
    await draining;
    expect(isOver).toBe(true);

    const cut = untilDrained(app, new Promise(() => undefined), AbortSignal.abort());
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await cut).toBe('cut');
  });
});
