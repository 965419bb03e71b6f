import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { consentsOf } from '../../src/storage/consents.ts';
import type { Store } from '../../src/storage/database.ts';
import { erase, finishErasures } from '../../src/storage/erasures.ts';
import {
  confirm,
  countByStatus,
  findByEmail,
  findById,
  insertPending,
} from '../../src/storage/subscribers.ts';
import { isSuppressed, suppress, suppressionOf } from '../../src/storage/suppressions.ts';
import { at } from '../support/clock.ts';
import { describeStores } from '../support/stores.ts';
import { untilBlockedOrDone } from './lock-waits.ts';

const NOW = at('2026-11-26T09:00:00Z');
const EMAIL = 'Ann@example.com';
const consent = {
  wording: 'Yes, weekly.',
  source: 'form',
  evidence: {
    method: 'page',
    wordingVersion: '3',
    ip: '192.0.2.1',
    userAgent: 'Firefox',
    tokenHash: 'abc',
    locale: 'cs',
  },
};

async function addAnn(store: Store): Promise<number> {
  const person = {
    email: EMAIL,
    dedupeKey: 'ann@example.com',
    name: 'Ann Lee',
    timezone: 'UTC',
    interests: ['AI'],
  };
  const added = await insertPending(store, { ...person, at: NOW, consent });
  if (added.kind !== 'added') throw new Error('Ann was there already.');
  await confirm(store, added.id, { at: NOW, askedAt: NOW, consent });
  return added.id;
}

interface SentBatch {
  readonly state: 'pending' | 'submitting' | 'submitted' | 'rejected' | 'uncertain';
  readonly sealed: boolean;
}

/** An issue of three: a stranger, the subscriber, a stranger; `batch` null before there are any. */
async function addIssue(
  store: Store,
  subscriberId: number,
  batch: SentBatch | null,
  state = 'sending',
): Promise<number> {
  const { count } = await store.db
    .selectFrom('issues')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const { id } = await store.db
    .insertInto('issues')
    .values({
      week: `2026-W${10 + count}`,
      number: count + 1,
      state,
      catalogue_hash: '',
      seed: '',
      rung: 0,
      pick: '{}',
      send_at: NOW,
      created_at: NOW,
      frozen_at: NOW,
      audience_cutoff: subscriberId,
      batched_at: batch ? NOW : null,
    } as never)
    .returning('id')
    .executeTakeFirstOrThrow();
  const ids = [subscriberId + 1_000, subscriberId, subscriberId + 2_000];
  await store.db
    .insertInto('deliveries')
    .values(
      ids.map((subscriber_id, index) => ({
        issue_id: id,
        seq: index + 1,
        subscriber_id,
        email: subscriber_id === subscriberId ? EMAIL : `other${index}@example.com`,
        name: 'Somebody',
        variant: 1,
        status: index,
        reason: subscriber_id === subscriberId ? `550 no mailbox ${EMAIL}` : 'full',
      })),
    )
    .execute();
  if (!batch) return id;
  await store.db
    .insertInto('batches')
    .values({
      issue_id: id,
      n: 1,
      first_seq: 1,
      last_seq: 3,
      state: batch.state,
      sealed_at: batch.sealed ? NOW : null,
      unclear_since: null,
      settled_at: null,
    })
    .execute();
  return id;
}

function deliveries(store: Store, issueId: number) {
  return store.db
    .selectFrom('deliveries')
    .selectAll()
    .where('issue_id', '=', issueId)
    .orderBy('seq')
    .execute();
}

function setBatch(store: Store, issueId: number, state: string) {
  return store.db.updateTable('batches').set({ state }).where('issue_id', '=', issueId).execute();
}

/** Every text anywhere in the database. */
async function everything(store: Store): Promise<string> {
  const tables = [
    'subscribers',
    'consents',
    'suppressions',
    'deliveries',
    'single_mails',
    'meta',
    'batches',
  ] as const;
  const rows = await Promise.all(tables.map(table => store.db.selectFrom(table).selectAll().execute()));
  return JSON.stringify(rows).toLowerCase();
}

function addMail(store: Store, dedupe: string, state: string, to = EMAIL) {
  return store.db
    .insertInto('single_mails')
    .values({
      kind: 'confirm',
      dedupe,
      to_email: to,
      subject: `For ${to}`,
      html: `<p>${to}</p>`,
      text: to,
      headers: `{"X-To":"${to}"}`,
      state,
      unclear_since: null,
      created_at: NOW,
      settled_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
}

describeStores('erasing a subscriber', (open, dialect) => {
  it('leaves the id, the dates, the facts of consent and a hash, and nothing else', async () => {
    const store = await open();
    const id = await addAnn(store);
    await suppress(store, { email: EMAIL, reason: 'hard_bounce', detail: `550 ${EMAIL}`, at: NOW });
    const issue = await addIssue(store, id, { state: 'submitted', sealed: true }, 'sent');
    await addMail(store, `welcome:${EMAIL}`, 'submitted');
    await addMail(store, 'confirm:1', 'pending');
    const others = await addMail(store, 'welcome:other', 'submitted', 'other@example.com');

    expect(await erase(store, 'ANN@example.com', NOW + 5)).toEqual({ kind: 'erased' });

    expect(await findById(store, id)).toEqual({
      id,
      email: '',
      dedupeKey: `erased:${id}`,
      name: '',
      timezone: '',
      interests: [],
      state: 'erased',
      source: 'form',
      createdAt: NOW,
      confirmedAt: NOW,
      unsubscribedAt: null,
      pausedUntil: null,
      suppressedAt: null,
    });
    const facts = {
      wording: 'Yes, weekly.',
      source: 'form',
      evidence: { method: 'page', wordingVersion: '3' },
    };
    expect(await consentsOf(store, id)).toEqual([
      { ...facts, event: 'requested', at: NOW },
      { ...facts, event: 'confirmed', at: NOW },
      { event: 'erased', at: NOW + 5, wording: '', source: 'erasure', evidence: {} },
    ]);
    expect(await suppressionOf(store, EMAIL)).toEqual({
      email: '',
      reason: 'erased',
      detail: '',
      createdAt: NOW + 5,
    });
    expect(
      (await deliveries(store, issue)).map(({ email, name, status, reason }) => [
        email,
        name,
        status,
        reason,
      ]),
    ).toEqual([
      ['other0@example.com', 'Somebody', 0, 'full'],
      ['', '', 1, ''],
      ['other2@example.com', 'Somebody', 2, 'full'],
    ]);
    const mails = await store.db
      .selectFrom('single_mails')
      .select(['id', 'to_email', 'state'])
      .orderBy('id')
      .execute();
    expect(mails.map(mail => [mail.to_email, mail.state])).toEqual([
      ['', 'submitted'],
      ['', 'rejected'],
      ['other@example.com', 'submitted'],
    ]);
    expect(mails[2]?.id).toBe(others.id);
    expect(await everything(store)).not.toMatch(/ann|192\.0\.2|firefox|erasing:/);
    expect(await countByStatus(store)).toMatchObject({ erased: 1, confirmed: 0, suppressed: 0 });
  });

  it('keeps every sum of every issue', async () => {
    const store = await open();
    const id = await addAnn(store);
    for (const state of ['submitted', 'rejected', 'uncertain', 'submitting', 'pending'] as const) {
      await addIssue(store, id, { state, sealed: true });
    }
    const sums = () =>
      sql`select issue_id, count(*) as members, count(distinct subscriber_id) as readers, sum(status) as status
          from deliveries group by issue_id order by issue_id`.execute(store.db);
    const before = (await sums()).rows;
    await erase(store, EMAIL, NOW);
    expect((await sums()).rows).toEqual(before);
    expect(before).toHaveLength(5);
  });

  it.each([
    { state: 'submitting', sealed: true, settles: 'submitted' },
    { state: 'pending', sealed: true, settles: 'rejected' },
    { state: 'uncertain', sealed: true, settles: 'submitted' },
  ] as const)(
    'waits for a sealed batch that is $state, and for nothing else',
    async ({ state, sealed, settles }) => {
      const store = await open();
      const id = await addAnn(store);
      const old = await addIssue(store, id, { state: 'submitted', sealed: true }, 'sent');
      const current = await addIssue(store, id, { state, sealed });
      const frozen = await deliveries(store, current);

      expect(await erase(store, EMAIL, NOW)).toEqual({ kind: 'waiting' });
      expect(await deliveries(store, current)).toEqual(frozen);
      expect((await deliveries(store, old))[1]).toMatchObject({ email: '', name: '' });
      expect(await findByEmail(store, EMAIL)).toBeNull();
      expect(await finishErasures(store)).toBe(1);
      expect(await deliveries(store, current)).toEqual(frozen);

      await setBatch(store, current, settles);
      expect(await finishErasures(store)).toBe(0);
      expect((await deliveries(store, current))[1]).toMatchObject({ email: '', name: '', reason: '' });
      expect(await everything(store)).not.toMatch(/ann|erasing:/);
      expect(await erase(store, EMAIL, NOW)).toEqual({ kind: 'already' });
    },
  );

  it('takes effect at once in a batch that is not sealed, or will never be posted', async () => {
    const store = await open();
    const id = await addAnn(store);
    await addIssue(store, id, { state: 'pending', sealed: false });
    await addIssue(store, id, { state: 'pending', sealed: true }, 'aborted');
    expect(await erase(store, EMAIL, NOW)).toEqual({ kind: 'erased' });
    expect(await everything(store)).not.toContain('ann');
  });

  it('stays open while an audience is being written that may still take the person in', async () => {
    const store = await open();
    const id = await addAnn(store);
    const issue = await addIssue(store, id, null);
    expect(await erase(store, EMAIL, NOW)).toEqual({ kind: 'waiting' });
    // A chunk that had read the subscriber before writes its rows only now.
    await store.db.updateTable('deliveries').set({ email: EMAIL }).where('subscriber_id', '=', id).execute();
    await store.db.updateTable('issues').set({ batched_at: NOW }).where('id', '=', issue).execute();
    expect(await finishErasures(store)).toBe(0);
    expect(await everything(store)).not.toContain('ann');
  });

  it('leaves a mail under way alone until it is settled', async () => {
    const store = await open();
    await addAnn(store);
    const mail = await addMail(store, 'confirm:1', 'submitting');
    expect(await erase(store, EMAIL, NOW)).toEqual({ kind: 'waiting' });
    const [before] = await store.db.selectFrom('single_mails').selectAll().execute();
    expect(before).toMatchObject({ to_email: EMAIL, html: `<p>${EMAIL}</p>`, state: 'submitting' });
    await store.db
      .updateTable('single_mails')
      .set({ state: 'submitted' })
      .where('id', '=', mail.id)
      .execute();
    expect(await finishErasures(store)).toBe(0);
    const [after] = await store.db.selectFrom('single_mails').selectAll().execute();
    expect(after).toMatchObject({ to_email: '', html: '', dedupe: `erased:${mail.id}`, state: 'submitted' });
  });

  it('knows who was never here, who is gone already, and what only had mails or a suppression', async () => {
    const store = await open();
    expect(await erase(store, EMAIL, NOW)).toEqual({ kind: 'unknown' });
    expect(await erase(store, 'nonsense', NOW)).toEqual({ kind: 'unknown' });
    expect(await isSuppressed(store, EMAIL)).toBe(false);
    await suppress(store, { email: EMAIL, reason: 'complaint', detail: '', at: NOW });
    expect(await erase(store, EMAIL, NOW)).toEqual({ kind: 'erased' });
    expect(await erase(store, EMAIL, NOW)).toEqual({ kind: 'already' });
    await addMail(store, 'test:1', 'submitted');
    expect(await erase(store, EMAIL, NOW)).toEqual({ kind: 'erased' });
    expect(await everything(store)).not.toContain('ann');
  });

  it('is undone only by the person: events and imports store nothing again, a new double opt-in starts afresh', async () => {
    const store = await open();
    const id = await addAnn(store);
    await erase(store, EMAIL, NOW);
    expect(await suppress(store, { email: EMAIL, reason: 'hard_bounce', detail: EMAIL, at: NOW })).toBe(
      'kept',
    );
    expect(await everything(store)).not.toContain('ann');
    const again = await addAnn(store);
    expect(again).not.toBe(id);
    expect(await findById(store, again)).toMatchObject({ state: 'confirmed', suppressedAt: null });
    expect(await isSuppressed(store, EMAIL)).toBe(false);
    expect(await erase(store, EMAIL, NOW)).toEqual({ kind: 'erased' });
    expect(await countByStatus(store)).toMatchObject({ erased: 2 });
  });

  it('has transactions of its own', async () => {
    const store = await open();
    const nested = store.db
      .transaction()
      .execute(trx => erase({ db: trx, dialect: store.dialect }, EMAIL, NOW));
    await expect(nested).rejects.toThrow('transactions of its own');
  });

  // SQLite has one writer: an erasure and a seal cannot overlap there.
  it.skipIf(dialect === 'sqlite')('waits for a batch that is being sealed at that moment', async () => {
    const store = await open();
    const second = store.another();
    const id = await addAnn(store);
    const issue = await addIssue(store, id, { state: 'pending', sealed: false });
    let erasing: Promise<unknown> = Promise.resolve();
    await second.db.transaction().execute(async trx => {
      await trx.selectFrom('batches').selectAll().where('issue_id', '=', issue).forUpdate().execute();
      erasing = erase(store, EMAIL, NOW);
      await untilBlockedOrDone(store, erasing);
      // The members were read before; the seal makes them final.
      await trx
        .updateTable('batches')
        .set({ sealed_at: NOW, state: 'submitting' })
        .where('issue_id', '=', issue)
        .execute();
    });
    expect(await erasing).toEqual({ kind: 'waiting' });
    expect((await deliveries(store, issue))[1]).toMatchObject({ email: EMAIL });
  });
});
