import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resendMailer } from '../../src/delivery/mailers/resend.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { submitNextSingleMail } from '../../src/delivery/single-mail.ts';
import { singleMailStore } from '../../src/storage/delivery/single-mails.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { startResendPair } from '../support/resend-pair.ts';
import { describeStores } from '../support/stores.ts';

const patient = { signal: new AbortController().signal, patienceMs: 0 };
const START = '2026-11-26T09:00:00Z';

describeStores('an attempt', open => {
  it('of another account is never made again by itself; what was never tried goes with the new one', async () => {
    const store = await open();
    const clock = fixedClock(START);
    const issue = await freezeForTest(store, clock, { readers: 30, batchSize: 10 });
    const pair = await startResendPair(clock, { requestsPerSecond: null });
    const other = await startResendPair(clock, { requestsPerSecond: null, apiKey: 're_other_account' });
    pair.standIn.fault({ do: 'reset', accept: true });
    const body = { statusCode: 429, name: 'rate_limit_exceeded', message: 'Too many requests.' };
    pair.standIn.fault({ do: 'answer', status: 429, body, times: 2 });
    await sendBatches(senderDeps(store, clock, [pair.mailer]), issue, { ...patient, patienceMs: 0 });
    expect(pair.mailer.account).toMatch(/^[0-9a-f]{16}$/);
    expect(pair.mailer.account).not.toBe(other.mailer.account);
    await store.db.updateTable('batches').set({ not_before: 0 }).execute();
    const taken = pair.standIn.ledger().accepted;
    clock.advance(5_000);
    await sendBatches(senderDeps(store, clock, [other.mailer]), issue, patient);
    expect(taken + other.standIn.ledger().accepted).toBe(30);
    const uncertain = await store.db
      .selectFrom('batches')
      .select(['n', 'reason'])
      .where('state', '=', 'uncertain')
      .execute();
    expect(uncertain).toEqual([{ n: 1, reason: expect.stringContaining('another account') }]);
    await pair.close();
    await other.close();
  });

  it('of a single mail is remembered in the same way', async () => {
    const store = await open();
    const clock = fixedClock(START);
    const mails = singleMailStore(store);
    const mail = { kind: 'notice', week: '', subject: 's', html: 'h', text: 't', headers: {} } as const;
    await mails.enqueue({ ...mail, dedupe: 'one', to: 'a@example.com' }, clock.now());
    const first = { ...keyedApi({ script: () => 'lost' }), account: 'one' };
    const second = { ...keyedApi({}), account: 'two' };
    const deps = {
      ...{ store: mails, installationId: 'inst', owner: 'o', leaseMs: 20_000 },
      ...{ from: 'a@example.com', replyTo: '', now: clock.now },
    };
    expect(await submitNextSingleMail({ ...deps, mailer: first })).toMatchObject({ kind: 'later' });
    clock.advance(5_000);
    expect(await submitNextSingleMail({ ...deps, mailer: second })).toMatchObject({
      kind: 'uncertain',
      reason: expect.stringContaining('another account'),
    });
    expect(second.calls).toEqual([]);
  });
});

it('tells accounts apart by address and key, and by server and user, and shows neither', () => {
  const of = (apiKey: string, baseUrl?: string) =>
    resendMailer({ apiKey, clock: () => 0, ...(baseUrl && { baseUrl }) }).account ?? '';
  fc.assert(
    fc.property(fc.string({ minLength: 8 }), fc.string({ minLength: 8 }), (one, two) => {
      expect(of(one)).not.toContain(one);
      expect(of(one) === of(two)).toBe(one === two);
      expect(of(one, 'http://127.0.0.1:9/')).toBe(of(one, 'http://127.0.0.1:9'));
      expect(of(one, 'http://127.0.0.1:9')).not.toBe(of(one));
    }),
  );
});
