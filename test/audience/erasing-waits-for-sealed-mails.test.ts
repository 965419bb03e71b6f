import { expect, it } from 'vitest';
import { erase, finishErasures } from '../../src/storage/audience/erasures.ts';
import { findByEmail } from '../../src/storage/audience/subscribers.ts';
import { describeStores } from '../support/stores.ts';
import { untilBlockedOrDone } from './lock-waits.ts';
import {
  addAnn,
  addIssue,
  addMail,
  deliveriesOf,
  EMAIL,
  everything,
  NOW,
  setBatch,
} from './person-to-erase.ts';

describeStores('erasing somebody whose mails are under way', (open, dialect) => {
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
      const frozen = await deliveriesOf(store, current);

      expect(await erase(store, EMAIL, NOW)).toEqual({ kind: 'waiting' });
      expect(await deliveriesOf(store, current)).toEqual(frozen);
      expect((await deliveriesOf(store, old))[1]).toMatchObject({ email: '', name: '' });
      expect(await findByEmail(store, EMAIL)).toBeNull();
      expect(await finishErasures(store)).toBe(1);
      expect(await deliveriesOf(store, current)).toEqual(frozen);

      await setBatch(store, current, settles);
      expect(await finishErasures(store)).toBe(0);
      expect((await deliveriesOf(store, current))[1]).toMatchObject({ email: '', name: '', reason: '' });
      expect(await everything(store)).not.toMatch(/annalee|erasing:/);
      expect(await erase(store, EMAIL, NOW)).toEqual({ kind: 'already' });
    },
  );

  it('takes effect at once in a batch that is not sealed, or will never be posted', async () => {
    const store = await open();
    const id = await addAnn(store);
    await addIssue(store, id, { state: 'pending', sealed: false });
    await addIssue(store, id, { state: 'pending', sealed: true }, 'aborted');
    expect(await erase(store, EMAIL, NOW)).toEqual({ kind: 'erased' });
    expect(await everything(store)).not.toContain('annalee');
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
    expect(await everything(store)).not.toContain('annalee');
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
    expect((await deliveriesOf(store, issue))[1]).toMatchObject({ email: EMAIL });
  });
});
