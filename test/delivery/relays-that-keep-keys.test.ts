import { expect, it, onTestFinished } from 'vitest';
import { loadSettings } from '../../src/config.ts';
import { buildLedger } from '../../src/delivery/ledger.ts';
import { openMailer } from '../../src/delivery/mailers/open-mailer.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { tallyBatches } from '../../src/storage/delivery/batches.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, senderDeps } from '../support/frozen-issue.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { describeStores, type TestStore } from '../support/stores.ts';

const READERS = 4;
const HEADER = 'Resend-Idempotency-Key';
const { signal } = new AbortController();
const clock = fixedClock('2026-11-26T09:10:00Z');

/** A relay that breaks the connection after the first mail's final dot, though it has taken it. */
async function lossyRelay() {
  const sink = await startSmtpSink();
  onTestFinished(() => sink.close());
  let dots = 0;
  sink.react = command => {
    if (command !== '.') return null;
    dots += 1;
    return dots === 1 ? 'lost' : null;
  };
  /** By key: the bytes that came under it. */
  const byKey = () =>
    Map.groupBy(
      sink.mails.map(({ raw }) => raw.toString('latin1')),
      raw => new RegExp(`^${HEADER}: (\\S+)\r$`, 'm').exec(raw)?.[1] ?? '',
    );
  return { sink, byKey };
}

async function smtp(port: number, more: Record<string, string> = {}) {
  const loaded = loadSettings({
    ENV_FILE: 'off',
    SECRET_KEYS: 'k'.repeat(32),
    MAIL_PROVIDER: 'smtp',
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    DATABASE_URL: 'file:unused.db',
    ...more,
  });
  if (loaded.kind === 'bad') throw new Error(loaded.message);
  const mailer = await openMailer(loaded.settings, 'smtp', 'test', clock.now);
  onTestFinished(() => mailer.close());
  return mailer;
}

async function frozen(store: TestStore) {
  const issue = await freezeForTest(store, clock, { readers: READERS, batchSize: 1 });
  const ledger = async () => buildLedger(READERS, await tallyBatches(store, issue.issueId));
  return { issue, ledger };
}

describeStores('a relay that breaks off after the final dot', open => {
  it('is handed the same bytes under the same key where it keeps keys in a header', async () => {
    const store = await open();
    const { issue, ledger } = await frozen(store);
    const { sink, byKey } = await lossyRelay();
    const mailer = await smtp(sink.port, { SMTP_KEY_HEADER: HEADER, SMTP_KEY_HOURS: '12' });
    expect(mailer.keyWindowMs).toBe(12 * 3_600_000);
    const deps = senderDeps(store, clock, [mailer]);
    await sendBatches(deps, issue, { signal, patienceMs: 0 });
    expect(await ledger()).toMatchObject({ submitted: READERS - 1, pending: 1, uncertain: 0 });

    clock.advance(5_000);
    await sendBatches(deps, issue, { signal, patienceMs: 0 });
    expect(await ledger()).toMatchObject({ submitted: READERS, uncertain: 0 });
    const came = [...byKey()];
    expect(came.length).toBe(READERS);
    expect(came.map(([key]) => key)).not.toContain('');
    // What such a relay would have answered from memory; other bytes it would have refused.
    for (const [, bytes] of came) expect(new Set(bytes).size).toBe(1);
    expect(came.map(([, bytes]) => bytes.length).toSorted()).toEqual([1, 1, 1, 2]);
  });

  it('leaves that mail uncertain where it keeps none, and no key is in any mail', async () => {
    const store = await open();
    const { issue, ledger } = await frozen(store);
    const { sink, byKey } = await lossyRelay();
    const mailer = await smtp(sink.port);
    expect(mailer.keyWindowMs).toBeNull();
    await sendBatches(senderDeps(store, clock, [mailer]), issue, { signal, patienceMs: 0 });
    expect(await ledger()).toMatchObject({ submitted: READERS - 1, uncertain: 1 });
    expect([...byKey().keys()]).toEqual(['']);
  });
});
