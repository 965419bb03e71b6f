import { expect, it } from 'vitest';
import { readAskedMapping } from '../../src/audience/moving/asked-mapping.ts';
import { understandingNotes } from '../../src/audience/moving/understanding-words.ts';
import { erase } from '../../src/storage/audience/erasures.ts';
import { findByEmail, unsubscribe } from '../../src/storage/audience/subscribers.ts';
import { describeStores } from '../support/stores.ts';
import { confirmed, consentOf, give } from './given-export.ts';
import { everything, load, NOW, words } from './imported-file.ts';

describeStores('a file of no known service', open => {
  it('whose unknown column may say who left makes readers of none of them', async () => {
    const store = await open();
    const text =
      'email,Standing,Unsubscribe reason\nann@reader.example,cancelled,\nbob@reader.example,active,\n';
    const report = await load(store, `${text}cat@reader.example,active,too much\n`, confirmed);
    expect(report.problems).toMatchObject([{ line: 2, column: 'Standing', found: 'cancelled' }]);
    expect(report).toMatchObject({ refused: 1, added: { confirmed: 2 } });
    expect(report.understood && understandingNotes(report.understood)).toEqual([
      expect.stringContaining('“Unsubscribe reason” is left out, though its name speaks of leaving'),
    ]);
  });
});

describeStores('what an export told of a reader’s consent', open => {
  it('loses place and network once they are erased, and keeps the days', async () => {
    const store = await open();
    await give(store, 'buttondown.csv');
    await erase(store, 'ann@reader.example', NOW);
    const consents = await store.db
      .selectFrom('consents')
      .select('evidence')
      .where('event', '=', 'imported')
      .orderBy('id')
      .execute();
    expect(JSON.parse(consents[0]?.evidence ?? '')).toEqual({
      method: 'import',
      status: 'confirmed',
      from: 'buttondown',
      askedAt: '2022-01-02T16:55:00.000Z',
    });
  });

  it('is the earliest of what several rows say', async () => {
    const store = await open();
    const rows = ['2023-02-01,Fair', '2021-02-01,', '2022-02-01,Shop'];
    const lines = rows.map(row => `ann@reader.example,${row}`).join('\n');
    const mapping = readAskedMapping({ map: ['source=Where'] });
    if (mapping.kind === 'bad') throw new Error(mapping.message);
    await load(store, `email,created_at,Where\n${lines}\n`, { ...confirmed, mapping: mapping.value });
    expect((await consentOf(store, 'ann@reader.example'))?.evidence).toMatchObject({
      askedAt: '2021-02-01T00:00:00.000Z',
      signedUpAt: 'Fair',
    });
  });
});

describeStores('whoever left here', open => {
  it('stays away, whichever file says otherwise', async () => {
    const files = ['mailchimp-subscribed.csv', 'substack.csv', 'beehiiv.csv', 'ghost.csv', 'kit.csv'];
    for (const file of [...files, 'buttondown.csv', 'listmonk.csv', 'spreadsheet.csv']) {
      const store = await open();
      await load(store, 'email,status\nann@reader.example,confirmed\n', confirmed);
      const ann = await findByEmail(store, 'ann@reader.example');
      await unsubscribe(store, ann?.id ?? 0, { at: NOW, consent: words });
      expect(await give(store, file)).toMatchObject({ keptOut: 1 });
      expect((await findByEmail(store, 'ann@reader.example'))?.state, file).toBe('unsubscribed');
    }
  });

  it('is in no dry run that writes', async () => {
    const store = await open();
    const before = await everything(store);
    await give(store, 'beehiiv.csv', {}, { ...confirmed, dryRun: true });
    expect(await everything(store)).toEqual(before);
  });
});
