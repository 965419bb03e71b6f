import { expect, it } from 'vitest';
import { consentsOf } from '../../src/storage/audience/consents.ts';
import { erase } from '../../src/storage/audience/erasures.ts';
import {
  countByStatus,
  findByEmail,
  findById,
  insertPending,
  unsubscribe,
} from '../../src/storage/audience/subscribers.ts';
import { suppress, suppressionOf } from '../../src/storage/audience/suppressions.ts';
import { singleMailStore } from '../../src/storage/delivery/single-mails.ts';
import { describeStores } from '../support/stores.ts';
import { CONSENT, dump, everything, load, NOW, person, words } from './imported-file.ts';

describeStores('an import', open => {
  it('makes pending subscribers, and hands over those who need a confirmation mail', async () => {
    const store = await open();
    const handed: number[] = [];
    const text =
      'email,status\na@example.com,\nb@example.com,confirmed\nc@example.com,unsubscribed\nd@example.com,suppressed\n';
    await load(store, text, {}, async ids => void handed.push(...ids));
    const a = await findByEmail(store, 'a@example.com');
    const b = await findByEmail(store, 'b@example.com');
    expect([a?.state, b?.state]).toEqual(['pending', 'pending']);
    expect(handed).toEqual([a?.id, b?.id]);
    await load(store, text, {}, async ids => void handed.push(...ids));
    expect(handed).toHaveLength(2);
  });

  it('confirms with the consent it was given, and sends no mail then', async () => {
    const store = await open();
    const handed: number[] = [];
    await insertPending(store, person('known@example.com'));
    const text =
      'email,name,status\na@example.com,Ann,\nknown@example.com,Kay,confirmed\np@example.com,,pending\n';
    const report = await load(
      store,
      text,
      { consent: CONSENT, source: 'import:fair' },
      async ids => void handed.push(...ids),
    );
    expect(report).toMatchObject({ added: { pending: 1, confirmed: 1, unsubscribed: 0 }, changed: 1 });
    expect(handed).toEqual([]);
    const known = await findByEmail(store, 'known@example.com');
    expect(known).toMatchObject({ state: 'confirmed', name: 'Kay', confirmedAt: NOW });
    expect(await findByEmail(store, 'p@example.com')).toMatchObject({ state: 'pending', confirmedAt: null });
    const imported = {
      event: 'imported',
      at: NOW,
      wording: CONSENT,
      source: 'import:fair',
      evidence: { method: 'import', status: 'confirmed' },
    };
    expect(await consentsOf(store, (await findByEmail(store, 'a@example.com'))?.id ?? 0)).toEqual([imported]);
    expect(await consentsOf(store, known?.id ?? 0)).toEqual([
      { ...words, event: 'requested', at: NOW },
      imported,
    ]);
  });

  it('lets unsubscribes, suppressions and erasures win, whoever told of them', async () => {
    const store = await open();
    for (const name of ['left', 'bounced', 'erased', 'leaves', 'stopped']) {
      await insertPending(store, person(`${name}@example.com`));
    }
    const left = await findByEmail(store, 'left@example.com');
    await unsubscribe(store, left?.id ?? 0, { at: NOW, consent: words });
    await suppress(store, { email: 'bounced@example.com', reason: 'hard_bounce', detail: '550', at: NOW });
    await erase(store, 'erased@example.com', NOW);
    const rows = ['left', 'bounced', 'erased', 'new'].map(name => `${name}@example.com,confirmed`);
    const text = `email,status\n${rows.join('\n')}\nleaves@example.com,unsubscribed\nstopped@example.com,suppressed\n`;
    const report = await load(store, text, { consent: CONSENT });
    expect(report).toMatchObject({
      rows: 6,
      added: { pending: 0, confirmed: 1, unsubscribed: 0 },
      changed: 1,
      unchanged: 0,
      keptOut: 3,
      suppressed: 1,
      refused: 0,
    });
    expect(await countByStatus(store)).toEqual({
      pending: 0,
      confirmed: 1,
      unsubscribed: 2,
      suppressed: 2,
      erased: 1,
    });
    expect(await findByEmail(store, 'erased@example.com')).toBeNull();
    expect(await suppressionOf(store, 'bounced@example.com')).toMatchObject({
      reason: 'hard_bounce',
      detail: '550',
    });
    expect(await suppressionOf(store, 'stopped@example.com')).toMatchObject({
      reason: 'manual',
      createdAt: NOW,
    });
    // Asked for by name: also the row that would only store them again.
    await load(store, 'email,status\nerased@example.com,suppressed\nerased@example.com,unsubscribed\n');
    expect(await suppressionOf(store, 'erased@example.com')).toMatchObject({ reason: 'erased', email: '' });
    expect(await findByEmail(store, 'erased@example.com')).toBeNull();
  });

  it('takes back the confirmation mails that still wait for those who leave, and no others', async () => {
    const store = await open();
    const mails = singleMailStore(store);
    const names = ['Left', 'stopped', 'stays', 'underway'];
    const waiting = async (ids: readonly number[]) => {
      for (const id of ids) {
        const to = (await findById(store, id))?.email ?? '';
        const mail = { to, week: '', subject: 'Confirm', html: '', text: '', headers: {} };
        await mails.enqueue({ ...mail, kind: 'confirm', dedupe: `confirm:${to}` }, NOW);
        await mails.enqueue({ ...mail, kind: 'sign-in', dedupe: `sign-in:${to}` }, NOW);
      }
    };
    await load(store, `email\n${names.map(name => `${name}@example.com`).join('\n')}\n`, {}, waiting);
    await store.db
      .updateTable('single_mails')
      .set({ state: 'submitting' })
      .where('dedupe', '=', 'confirm:underway@example.com')
      .execute();
    const leaves = ['left,unsubscribed', 'stopped,suppressed', 'underway,unsubscribed'];
    const text = `email,status\n${leaves.map(leave => leave.replace(',', '@EXAMPLE.com,')).join('\n')}\n`;
    const confirmations = async () => {
      const rows = await store.db.selectFrom('single_mails').select(['kind', 'to_email']).execute();
      expect(rows.filter(row => row.kind === 'sign-in')).toHaveLength(4);
      return rows.flatMap(row => (row.kind === 'confirm' ? [row.to_email] : [])).sort();
    };
    await load(store, text, { dryRun: true });
    expect(await confirmations()).toHaveLength(4);
    await load(store, text);
    expect(await confirmations()).toEqual(['stays@example.com', 'underway@example.com']);
  });

  it('changes nothing when the same file comes again, and fills only what was empty', async () => {
    const store = await open();
    const text = [
      'email,name,timezone,interests,status',
      'a@example.com,Ann,UTC,AI,',
      'b@example.com,,,,',
      'c@example.com,Cy,,,unsubscribed',
      'd@example.com,Di,,,suppressed',
      'A@example.com,,,,pending',
    ].join('\n');
    await load(store, text, { consent: CONSENT });
    const before = [await dump(store), await everything(store)];
    const again = await load(store, text, { consent: CONSENT });
    expect([await dump(store), await everything(store)]).toEqual(before);
    expect(again).toMatchObject({
      rows: 5,
      unchanged: 5,
      changed: 0,
      added: { pending: 0, confirmed: 0, unsubscribed: 0 },
    });
    const filled = await load(
      store,
      'email,name,timezone\na@example.com,Other,Europe/Prague\nb@example.com,Bea,Europe/Prague\n',
    );
    expect(filled).toMatchObject({ changed: 1, unchanged: 1 });
    expect(await findByEmail(store, 'a@example.com')).toMatchObject({
      name: 'Ann',
      timezone: 'UTC',
      // One of its two rows says so.
      state: 'pending',
    });
    expect(await findByEmail(store, 'b@example.com')).toMatchObject({
      name: 'Bea',
      timezone: 'Europe/Prague',
    });
  });

  it('reports in a dry run what it would do, over several transactions, and writes nothing', async () => {
    const store = await open();
    await insertPending(store, person('known@example.com'));
    const before = await everything(store);
    const rows = Array.from(
      { length: 2_500 },
      (_, index) => `r${index % 1_200}@example.com,${index > 2_000 ? 'unsubscribed' : ''}`,
    );
    const text = `email,status\nknown@example.com,\nbad,\nx@example.com,suppressed\n${rows.join('\n')}\nx@example.com,\n`;
    const dry = await load(store, text, { consent: CONSENT, dryRun: true });
    expect(await everything(store)).toEqual(before);
    expect(dry).toEqual(await load(store, text, { consent: CONSENT }));
    expect(dry).toMatchObject({ rows: 2_504, refused: 1, changed: 500, suppressed: 1, keptOut: 1 });
  });
});
