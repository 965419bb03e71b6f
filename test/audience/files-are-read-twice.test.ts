import { expect, it } from 'vitest';
import { importSubscribers } from '../../src/audience/import.ts';
import { importTarget } from '../../src/storage/audience/subscriber-import.ts';
import { countByStatus, findByEmail } from '../../src/storage/audience/subscribers.ts';
import { describeStores } from '../support/stores.ts';
import { CONSENT, load, NOW } from './imported-file.ts';

const MANY = Array.from({ length: 2_500 }, (_, index) => `r${index}@reader.example,confirmed`);

describeStores('an address that stands in a file twice', open => {
  it('stays pending where one row says pending and another confirmed, whichever comes first', async () => {
    const rows = ['a@reader.example,confirmed', 'a@reader.example,pending'];
    for (const [first, second] of [rows, [...rows].reverse()]) {
      const store = await open();
      await load(store, `email,status\n${first}\n${second}\n`, { consent: CONSENT });
      expect(await findByEmail(store, 'a@reader.example')).toMatchObject({ state: 'pending' });
    }
  });

  it('has left before anybody comes in, also when the import breaks off on the way', async () => {
    const store = await open();
    const text = ['email,status', 'a@reader.example,confirmed', ...MANY, 'a@reader.example,unsubscribed'];
    const target = importTarget(store);
    let writes = 0;
    const breaking = {
      write: async (...given: Parameters<typeof target.write>) => {
        if (++writes > 2) throw new Error('the database is gone');
        return target.write(...given);
      },
    };
    const file = async function* () {
      yield Buffer.from(text.join('\n'));
    };
    const deps = { now: () => NOW };
    await expect(
      importSubscribers({ ...deps, target: breaking }, file, { consent: CONSENT }),
    ).rejects.toThrow('gone');
    expect(await findByEmail(store, 'a@reader.example')).toMatchObject({ state: 'unsubscribed' });
    const dry = await importSubscribers({ ...deps, target: importTarget(store) }, file, {
      consent: CONSENT,
      dryRun: true,
    });
    const report = await importSubscribers({ ...deps, target }, file, { consent: CONSENT });
    expect(dry).toEqual(report);
    // Every line once, whichever reading wrote it: 999 of the readers came in before.
    expect(report).toMatchObject({
      lines: { all: 2_503, header: 1 },
      rows: 2_502,
      added: { confirmed: 1_501, pending: 0, unsubscribed: 0 },
      unchanged: 1_000,
      keptOut: 1,
      refused: 0,
    });
    expect(await countByStatus(store)).toMatchObject({ confirmed: 2_500, unsubscribed: 1 });
  });
});

describeStores('an empty status', open => {
  it('is nobody’s yes where others in the file say yes or no', async () => {
    const text = 'email,status\na@reader.example,\nb@reader.example,yes\nc@reader.example,no\n';
    const file = async function* () {
      yield Buffer.from(text);
    };
    const store = await open();
    const deps = { target: importTarget(store), now: () => NOW };
    const report = await importSubscribers(deps, file, { consent: CONSENT });
    expect(report).toMatchObject({ rows: 3, refused: 1, added: { confirmed: 1, unsubscribed: 1 } });
    expect(await findByEmail(store, 'a@reader.example')).toBeNull();
  });
});

const FILE = 'email,LEID,EUID\nann@reader.example,1,2\n';

describeStores('a file whose name says that nobody in it may get mail', open => {
  it.each([
    ['unsubscribed_members_export_1.csv', { unsubscribed: 1, suppressed: 0 }],
    ['Unsubscribed.csv', { unsubscribed: 1, suppressed: 0 }],
    ['cleaned_members_export_1.csv', { unsubscribed: 0, suppressed: 1 }],
    ['/tmp/cleaned_members_export_1.csv', { unsubscribed: 0, suppressed: 1 }],
  ])('%s makes readers of none', async (fileName, expected) => {
    const store = await open();
    const report = await load(store, FILE, { consent: CONSENT, fileName });
    expect(await countByStatus(store)).toMatchObject({ confirmed: 0, pending: 0, ...expected });
    expect(report.understood?.why).toContain('By the file’s name');
  });

  it.each(['nonsubscribed_members.csv', 'non-subscribed_members.csv'])('%s is refused', async fileName => {
    const store = await open();
    for (const options of [{ consent: CONSENT }, {}]) {
      const report = await load(store, FILE, { ...options, fileName });
      expect(report.problems).toMatchObject([{ message: expect.stringContaining('ever asked for mail') }]);
      expect(report.lines).toMatchObject({ all: 2, header: 1, unread: 1 });
    }
    expect(await countByStatus(store)).toMatchObject({ confirmed: 0, pending: 0 });
  });

  it.each(['subscribed_members_export_1.csv', 'readers.csv', 'unsubscribedness.csv'])(
    '%s says nothing',
    async fileName => {
      const store = await open();
      await load(store, FILE, { consent: CONSENT, fileName });
      expect(await countByStatus(store)).toMatchObject({ confirmed: 1 });
    },
  );
});
