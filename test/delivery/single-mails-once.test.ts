import { expect, it } from 'vitest';
import type { MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { submitNextSingleMail } from '../../src/delivery/single-mail.ts';
import { singleMailStore } from '../../src/storage/delivery/single-mails.ts';
import { fixedClock } from '../support/clock.ts';
import { keyedApi } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';

const MAIL = {
  kind: 'confirm' as const,
  dedupe: 'confirm:1:2026-11-24',
  to: 'a@example.com',
  week: '',
  subject: 'Please confirm',
  html: '<p>x</p>',
  text: 'x',
  headers: { 'X-Verdicts-Kind': 'confirm' },
};

describeStores('a single mail', open => {
  async function setUp(
    script?: (n: number) => MailerAnswer | 'lost' | undefined,
    keyWindowMs?: number | null,
  ) {
    const store = await open();
    const clock = fixedClock('2026-11-24T09:00:00Z');
    const queue = singleMailStore(store);
    const api = keyedApi({
      ...(script && { script: (_call: unknown, n: number) => script(n) }),
      ...(keyWindowMs !== undefined && { keyWindowMs }),
    });
    const deps = {
      store: queue,
      mailer: api,
      installationId: 'inst',
      owner: 'one',
      leaseMs: 20_000,
      from: 'v@example.com',
      replyTo: 'e@example.com',
      now: clock.now,
    };
    const next = () => submitNextSingleMail(deps).then(outcome => outcome.kind);
    return { store, clock, queue, api, next };
  }

  it('is queued once however often it is asked for, and leaves once', async () => {
    const { queue, clock, api, next } = await setUp();
    expect(await queue.enqueue(MAIL, clock.now())).toBe(true);
    expect(await queue.enqueue(MAIL, clock.now())).toBe(false);
    expect([await next(), await next()]).toEqual(['submitted', 'none']);
    expect(api.accepted.get('a@example.com')).toBe(1);
  });

  it('waits for its time', async () => {
    const { queue, clock, next } = await setUp();
    await queue.enqueue(MAIL, clock.now(), clock.now() + 60_000);
    expect(await next()).toBe('none');
    clock.advance(60_000);
    expect(await next()).toBe('submitted');
  });

  it('is asked again under the same key after an unclear answer', async () => {
    const { queue, clock, api, next } = await setUp(n => (n === 0 ? 'lost' : undefined));
    await queue.enqueue(MAIL, clock.now());
    expect(await next()).toBe('later');
    clock.advance(2_000);
    expect(await next()).toBe('submitted');
    expect(api.calls[1]).toEqual(api.calls[0]);
    expect(api.accepted.get('a@example.com')).toBe(1);
  });

  it('is uncertain after the key’s time, or where there are no keys, and never sent again', async () => {
    const { queue, clock, api, next } = await setUp(() => 'lost');
    await queue.enqueue(MAIL, clock.now());
    await next();
    clock.advance(24 * 3_600_000);
    expect([await next(), await next()]).toEqual(['uncertain', 'none']);
    expect(api.calls.length).toBe(1);
    const keyless = await setUp(() => 'lost', null);
    await keyless.queue.enqueue(MAIL, keyless.clock.now());
    expect([await keyless.next(), await keyless.next()]).toEqual(['uncertain', 'none']);
  });

  it('is rejected by a clear no about itself, and kept for later by one about the account', async () => {
    const refuse = (scope: 'payload' | 'account'): MailerAnswer => ({
      kind: 'refused',
      scope,
      code: 'x',
      reason: 'no',
    });
    const { store, queue, clock, next } = await setUp(n =>
      n === 0 ? refuse('account') : n === 1 ? refuse('payload') : undefined,
    );
    await queue.enqueue(MAIL, clock.now());
    expect(await next()).toBe('later');
    clock.advance(60_000);
    expect([await next(), await next()]).toEqual(['rejected', 'none']);
    expect(await store.db.selectFrom('single_mails').select(['state', 'reason']).execute()).toEqual([
      { state: 'rejected', reason: 'no' },
    ]);
  });
});
