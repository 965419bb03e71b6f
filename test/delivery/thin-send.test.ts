import { afterEach, expect, it } from 'vitest';
import { contentHash } from '../../scripts/stand-in/ledger.ts';
import { type StandIn, type StandInOptions, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { buildLedger } from '../../src/delivery/ledger.ts';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { buildMessages, type FrozenIssue } from '../../src/delivery/payload.ts';
import { withTemplates } from '../../src/delivery/publish.ts';
import { type SendOutcome, sendBatches } from '../../src/delivery/sender.ts';
import type { Store } from '../../src/storage/database.ts';
import { tallyBatches } from '../../src/storage/delivery/batches.ts';
import { templateStore } from '../../src/storage/delivery/mail-templates.ts';
import { type FixedClock, fixedClock } from '../support/clock.ts';
import { freezeForTest, KEYRING, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { never, thinMailer } from '../support/thin-issue.ts';

const DAY = 24 * 3_600_000;
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).toReversed()) await part.close();
});

/** An issue frozen for some readers, a mail API, and senders that come and go. */
class World {
  readonly said: string[] = [];
  readonly store: Store;
  readonly clock: FixedClock;
  readonly standIn: StandIn;
  readonly frozen: FrozenIssue;

  constructor(parts: Pick<World, 'store' | 'clock' | 'standIn' | 'frozen'>) {
    this.store = parts.store;
    this.clock = parts.clock;
    this.standIn = parts.standIn;
    this.frozen = parts.frozen;
  }

  /** What a sender process does from its start to its end. */
  async run(wire: 'full' | 'thin' = 'thin', before: readonly Mailer[] = []): Promise<SendOutcome> {
    const mailer = thinMailer(this.standIn, this.clock, wire);
    const deps = senderDeps(this.store, this.clock, [...before, mailer]);
    const issue = await this.published(deps.mailers);
    const outcome = await sendBatches(deps, issue, { signal: never, patienceMs: 0 });
    await mailer.close();
    return outcome;
  }

  published(mailers: ReturnType<typeof senderDeps>['mailers'], templates = templateStore(this.store)) {
    return withTemplates(
      { store: templates, mailers, now: this.clock.now, onFull: why => this.said.push(why) },
      this.frozen,
      never,
    );
  }

  async runUntilSettled(wire: 'full' | 'thin' = 'thin'): Promise<void> {
    for (let turn = 0; turn < 80; turn++) {
      const outcome = await this.run(wire);
      if (outcome.kind !== 'waiting') return expect(outcome).toEqual({ kind: 'settled' });
      this.clock.advance(Math.max(1, outcome.until - this.clock.now()));
    }
    throw new Error('It never settled.');
  }

  /** Which requests named a template, in order. */
  forms(): string[] {
    return this.standIn.requests().map(({ body }) => (body.includes('"template":{') ? 'thin' : 'full'));
  }

  async ledger(readers: number) {
    return buildLedger(readers, await tallyBatches(this.store, this.frozen.issueId));
  }

  /** Every mail taken says what the mail in full would say. */
  expectContent(): void {
    const names = this.standIn.ledger().mails.map(mail => {
      const seq = Number(mail.tags.delivery?.split('_').at(-1));
      return { mail, seq };
    });
    for (const { mail, seq } of names) {
      const name = (seq - 1) % 3 === 0 ? `Reader "${seq}" O’Brien & <b>` : '';
      const reader = { seq, subscriberId: seq, email: `reader${seq}@example.com`, name, variant: 1 };
      const [message] = buildMessages(this.frozen, KEYRING.current, [reader]);
      expect(mail.to).toEqual([reader.email]);
      expect(mail.content).toBe(contentHash(message!));
    }
  }
}

async function world(
  store: Store,
  options: { readonly readers: number; readonly batchSize: number } & StandInOptions,
): Promise<World> {
  const { readers, batchSize, ...api } = options;
  const clock = fixedClock('2026-11-26T09:00:00Z');
  const standIn = await startStandIn({ now: clock.now, requestsPerSecond: null, ...api });
  open.push(standIn);
  return new World({
    store,
    clock,
    standIn,
    frozen: await freezeForTest(store, clock, { readers, batchSize }),
  });
}

const invalid = { statusCode: 422, name: 'validation_error', message: 'Invalid `to` field.' };

describeStores('an issue sent on the thin wire', openStore => {
  it('is published once and named by every batch; readers get what the full wire sends', async () => {
    const at = await world(await openStore(), { readers: 30, batchSize: 10 });
    expect(await at.run()).toEqual({ kind: 'settled' });
    expect(at.forms()).toEqual(['thin', 'thin', 'thin']);
    expect(at.standIn.templates()).toHaveLength(1);
    expect(at.standIn.ledger()).toMatchObject({ accepted: 30, duplicates: [] });
    at.expectContent();
    expect(await at.ledger(30)).toMatchObject({ submitted: 30, pending: 0 });
    expect(at.said).toEqual([]);
  });

  it('finishes a thin batch as it was sealed after the setting has changed', async () => {
    const at = await world(await openStore(), { readers: 20, batchSize: 10 });
    at.standIn.fault({ do: 'reset', accept: true });
    at.standIn.fault({ do: 'answer', status: 429, body: {}, headers: { 'retry-after': '60' }, after: 1 });
    expect(await at.run('thin')).toMatchObject({ kind: 'waiting' });
    await at.runUntilSettled('full');
    const [first, second, ...retries] = at.standIn.requests().map(({ body }) => body);
    expect(retries.toSorted()).toEqual([first, second].toSorted());
    expect(at.standIn.ledger()).toMatchObject({ accepted: 20, replays: 1, conflicts: 0, duplicates: [] });
  });

  it('finishes a full batch as it was sealed after the setting has changed, and goes thin with the next', async () => {
    const at = await world(await openStore(), { readers: 20, batchSize: 10 });
    at.standIn.fault({ do: 'reset', accept: true });
    at.standIn.fault({
      do: 'answer',
      status: 401,
      body: { statusCode: 401, name: 'missing_api_key' },
      after: 1,
    });
    expect(await at.run('full')).toMatchObject({ kind: 'blocked' });
    await at.store.db
      .updateTable('batches')
      .set({ payload_sha256: '', attempts: 0 })
      .where('n', '=', 2)
      .execute();
    await at.runUntilSettled('thin');
    expect(at.forms()).toEqual(['full', 'full', 'thin', 'full']);
    expect(at.standIn.ledger()).toMatchObject({ accepted: 20, replays: 1, conflicts: 0, duplicates: [] });
    at.expectContent();
  });

  it('finishes a thin batch of a killed sender in a process that began before anything was published', async () => {
    const at = await world(await openStore(), { readers: 20, batchSize: 10 });
    const mailer = thinMailer(at.standIn, at.clock, 'full');
    open.push(mailer);
    const early = senderDeps(at.store, at.clock, [mailer], { owner: 'early' });
    const issue = await at.published(early.mailers);
    expect(at.standIn.templates()).toEqual([]);
    at.standIn.fault({ do: 'reset', accept: true });
    at.standIn.fault({ do: 'answer', status: 401, body: { statusCode: 401, name: 'missing_api_key' } });
    expect(await at.run('thin')).toMatchObject({ kind: 'blocked' });
    at.clock.advance(60_000);
    expect(await sendBatches(early, issue, { signal: never, patienceMs: 0 })).toEqual({ kind: 'settled' });
    expect(at.forms()).toEqual(['thin', 'thin', 'thin', 'thin']);
    expect(await at.ledger(20)).toMatchObject({ submitted: 20, uncertain: 0 });
    expect(at.standIn.ledger()).toMatchObject({ accepted: 20, replays: 1, duplicates: [] });
  });

  it.each(['request', 'entries'] as const)(
    'goes on in full when its template was deleted (fails the %s)',
    async missing => {
      const at = await world(await openStore(), { readers: 40, batchSize: 10, missingTemplate: missing });
      at.standIn.fault({
        do: 'answer',
        status: 401,
        body: { statusCode: 401, name: 'missing_api_key' },
        after: 1,
      });
      expect(await at.run()).toMatchObject({ kind: 'blocked' });
      at.standIn.removeTemplate(at.standIn.templates()[0]!.id);
      await at.runUntilSettled();
      // One no, and everything after it in full: nobody is split off, nobody rejected.
      expect(at.forms()).toEqual(['thin', 'thin', 'thin', 'full', 'full', 'full']);
      expect(at.standIn.ledger()).toMatchObject({ accepted: 40, duplicates: [] });
      expect(await at.ledger(40)).toMatchObject({ submitted: 40, rejected: 0, batches: { submitted: 4 } });
      at.expectContent();
      expect(at.said).toHaveLength(1);
      // A later sender does not publish it again.
      await at.run();
      expect(at.standIn.templates()).toEqual([]);
    },
  );

  it('gives a batch that may have been taken no second key, though its template is gone', async () => {
    const at = await world(await openStore(), { readers: 20, batchSize: 10 });
    at.standIn.fault({ do: 'reset' });
    expect(await at.run()).toMatchObject({ kind: 'waiting' });
    at.standIn.removeTemplate(at.standIn.templates()[0]!.id);
    at.clock.advance(60_000);
    expect(await at.run()).toMatchObject({ kind: 'waiting' });
    at.clock.advance(60_000);
    expect(await at.run()).toMatchObject({ kind: 'waiting' });
    expect(new Set(at.standIn.requests().map(({ headers }) => headers['idempotency-key'])).size).toBe(2);
    at.clock.advance(DAY);
    await at.runUntilSettled();
    expect(await at.ledger(20)).toMatchObject({ submitted: 10, uncertain: 10, pending: 0 });
    expect(at.standIn.ledger()).toMatchObject({ accepted: 10, conflicts: 0, duplicates: [] });
  });

  it('takes the first answer again for a batch whose template is gone since', async () => {
    const at = await world(await openStore(), { readers: 10, batchSize: 10 });
    at.standIn.fault({ do: 'half' });
    expect(await at.run()).toMatchObject({ kind: 'waiting' });
    at.standIn.removeTemplate(at.standIn.templates()[0]!.id);
    await at.runUntilSettled();
    expect(await at.ledger(10)).toMatchObject({ submitted: 10 });
    expect(at.standIn.ledger()).toMatchObject({ accepted: 10, replays: 1 });
  });

  it('records a bad address by itself, and asks about a batch of nothing else once more in full', async () => {
    const at = await world(await openStore(), { readers: 21, batchSize: 10 });
    at.standIn.refuse(['reader5@example.com', 'reader21@example.com']);
    await at.runUntilSettled();
    expect(at.forms()).toEqual(['thin', 'thin', 'thin', 'full']);
    expect(await at.ledger(21)).toMatchObject({ submitted: 19, rejected: 2 });
    expect(at.standIn.ledger()).toMatchObject({ accepted: 19, duplicates: [] });
  });

  it('does not halve a thin batch that was refused whole, but seals it in full', async () => {
    const at = await world(await openStore(), { readers: 20, batchSize: 10 });
    at.standIn.fault({ do: 'answer', status: 422, body: invalid });
    await at.runUntilSettled();
    expect(at.forms()).toEqual(['thin', 'full', 'full']);
    expect(await at.ledger(20)).toMatchObject({ submitted: 20, batches: { submitted: 2 } });
  });

  it('stops, with nobody rejected, when the sender is at fault', async () => {
    const at = await world(await openStore(), { readers: 10, batchSize: 10, domains: ['elsewhere.example'] });
    expect(await at.run()).toMatchObject({
      kind: 'blocked',
      reason: expect.stringContaining('not verified'),
    });
    expect(await at.ledger(10)).toMatchObject({ pending: 10, rejected: 0 });
  });

  it('sends the batch of a reader with braces in the name in full, and the others thin', async () => {
    const at = await world(await openStore(), { readers: 20, batchSize: 10 });
    await at.store.db.updateTable('deliveries').set({ name: '{{{LEAVE}}}' }).where('seq', '=', 3).execute();
    await at.runUntilSettled();
    expect(at.forms()).toEqual(['full', 'thin']);
    const braces = at.standIn.ledger().mails.find(mail => mail.to[0] === 'reader3@example.com');
    expect(at.standIn.shown(braces!.id)?.text).toContain('{{{LEAVE}}}');
  });

  it('goes in full with a key that may only send, and says so', async () => {
    const at = await world(await openStore(), { readers: 10, batchSize: 10, sendingOnly: true });
    expect(await at.run()).toEqual({ kind: 'settled' });
    expect(at.forms()).toEqual(['full']);
    expect(at.said).toEqual([expect.stringContaining('restricted_api_key')]);
  });

  it('publishes nothing while another mailer is preferred', async () => {
    const at = await world(await openStore(), { readers: 10, batchSize: 10 });
    expect(await at.run('thin', [keyedApi({ name: 'smtp' })])).toEqual({ kind: 'settled' });
    expect(at.standIn.templates()).toEqual([]);
  });

  it('is one template when a sender is killed before it could write the id down', async () => {
    const at = await world(await openStore(), { readers: 10, batchSize: 10 });
    const killed = {
      ...templateStore(at.store),
      keep: () => Promise.reject(new Error('killed')),
    };
    const mailer = thinMailer(at.standIn, at.clock);
    open.push(mailer);
    const { mailers } = senderDeps(at.store, at.clock, [mailer]);
    await expect(at.published(mailers, killed)).rejects.toThrow('killed');
    expect(at.standIn.templates()).toHaveLength(1);
    await at.runUntilSettled();
    expect(at.forms()).toEqual(['thin']);
    expect(at.standIn.templates()).toHaveLength(1);
  });

  it('names one id in all processes, whichever wrote it down first', async () => {
    const store = await openStore();
    const kept = { issueId: 1, variant: 1, provider: 'resend', now: 1 };
    const at = templateStore(store);
    const ids = await Promise.all(['a', 'b', 'c'].map(templateId => at.keep({ ...kept, templateId })));
    expect(new Set(ids).size).toBe(1);
    expect(await at.keep({ ...kept, templateId: 'd' })).toBe(ids[0]);
    expect(await at.keep({ ...kept, variant: 2, templateId: 'd' })).toBe('d');
    await at.refuse(1, 'resend', { reason: 'gone', now: 2 });
    expect(await at.find(1, 'resend')).toEqual([
      { variant: 1, templateId: ids[0], refused: true },
      { variant: 2, templateId: 'd', refused: true },
    ]);
    expect(await at.find(1, 'smtp')).toEqual([]);
  });
});
