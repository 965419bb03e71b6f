import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { consentsOf } from '../../src/storage/audience/consents.ts';
import { erase } from '../../src/storage/audience/erasures.ts';
import { countByStatus, findById } from '../../src/storage/audience/subscribers.ts';
import { isSuppressed, suppress, suppressionOf } from '../../src/storage/audience/suppressions.ts';
import { describeStores } from '../support/stores.ts';
import { addAnn, addIssue, addMail, deliveriesOf, EMAIL, everything, NOW } from './person-to-erase.ts';

describeStores('erasing a subscriber', open => {
  it('leaves the id, the dates, the facts of consent and a hash, and nothing else', async () => {
    const store = await open();
    const id = await addAnn(store);
    await suppress(store, { email: EMAIL, reason: 'hard_bounce', detail: `550 ${EMAIL}`, at: NOW });
    const issue = await addIssue(store, id, { state: 'submitted', sealed: true }, 'sent');
    await addMail(store, `welcome:${EMAIL}`, 'submitted');
    await addMail(store, 'confirm:1', 'pending');
    const others = await addMail(store, 'welcome:other', 'submitted', 'other@example.com');

    expect(await erase(store, 'ANNALEE@example.com', NOW + 5)).toEqual({ kind: 'erased' });

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
      (await deliveriesOf(store, issue)).map(({ email, name, status, reason }) => [
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
    expect(await everything(store)).not.toMatch(/annalee|192\.0\.2|firefox|erasing:/);
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
    expect(await everything(store)).not.toContain('annalee');
  });

  it('is undone only by the person: events and imports store nothing again, a new double opt-in starts afresh', async () => {
    const store = await open();
    const id = await addAnn(store);
    await erase(store, EMAIL, NOW);
    expect(await suppress(store, { email: EMAIL, reason: 'hard_bounce', detail: EMAIL, at: NOW })).toBe(
      'kept',
    );
    expect(await everything(store)).not.toContain('annalee');
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
});
