import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { exportSubscribers } from '../../src/audience/export.ts';
import { type ImportDeps, type ImportOptions, importSubscribers } from '../../src/audience/import.ts';
import { consentsOf } from '../../src/storage/consents.ts';
import type { Store } from '../../src/storage/database.ts';
import { erase } from '../../src/storage/erasures.ts';
import { exportPages } from '../../src/storage/subscriber-export.ts';
import { importTarget } from '../../src/storage/subscriber-import.ts';
import { countByStatus, findByEmail, insertPending, unsubscribe } from '../../src/storage/subscribers.ts';
import { suppress, suppressionOf } from '../../src/storage/suppressions.ts';
import { at } from '../support/clock.ts';
import { describeStores } from '../support/stores.ts';
import { textSink } from './text-sink.ts';

const NOW = at('2026-11-26T09:00:00Z');
const CONSENT = 'I want the weekly verdicts by mail.';

function load(store: Store, text: string, options: ImportOptions = {}, onPending?: ImportDeps['onPending']) {
  const deps = { target: importTarget(store), now: () => NOW, ...(onPending && { onPending }) };
  return importSubscribers(deps, Readable.from([Buffer.from(text)]), options);
}

async function dump(store: Store): Promise<string> {
  const sink = textSink();
  await exportSubscribers(exportPages(store), sink.writable);
  return sink.text();
}

const words = { wording: '', source: 'form', evidence: {} };
const person = (email: string) => ({
  email,
  dedupeKey: email,
  name: '',
  timezone: '',
  interests: [],
  at: NOW,
  consent: words,
});

describeStores('a subscriber import', open => {
  it('keeps the good rows and tells of the bad ones by line and column', async () => {
    const store = await open();
    const report = await load(
      store,
      [
        '\ufeffStatus, EMAIL ,name,timezone,interests',
        ',ann@example.com,"Ann\r\nLee",europe/prague,AI; Voice ;AI',
        'confirmed,bob@example.com',
        ',not-an-address,Nobody',
        ',"cat@example.com","Cat ""Kit"" Lee",,',
        'maybe,dog@example.com,Dog,Mars/Base,',
        ',,,,',
        ',eve@example.com,Eve,,,oops',
        ',fay@example.com,"Fay,,',
        ',gil@example.com,Gil,,',
        ',ANN@example.com,Second Ann,,',
      ].join('\r\n'),
    );
    expect(report).toEqual({
      rows: 9,
      added: { pending: 4, confirmed: 0, unsubscribed: 0 },
      changed: 0,
      unchanged: 1,
      keptOut: 0,
      suppressed: 0,
      refused: 4,
      problemCount: 5,
      problems: [
        {
          line: 5,
          column: 'email',
          found: 'not-an-address',
          message: 'the address has no @',
          fix: expect.any(String),
        },
        {
          line: 7,
          column: 'timezone',
          found: 'Mars/Base',
          message: 'this is not an IANA time zone',
          fix: expect.any(String),
        },
        {
          line: 7,
          column: 'status',
          found: 'maybe',
          message: 'this status is unknown',
          fix: expect.stringContaining('unsubscribed'),
        },
        {
          line: 9,
          column: '',
          found: 'oops',
          message: 'the row has 6 cells, the header 5',
          fix: expect.any(String),
        },
        {
          line: 10,
          column: '',
          found: ',fay@example.com,"Fay,,',
          message: expect.stringContaining('not closed'),
          fix: expect.any(String),
        },
      ],
    });
    expect(await dump(store)).toBe(
      [
        'email,name,timezone,interests,status',
        'ann@example.com,Ann Lee,Europe/Prague,AI;Voice,pending',
        'bob@example.com,,,,pending',
        'cat@example.com,"Cat ""Kit"" Lee",,,pending',
        'gil@example.com,Gil,,,pending',
        '',
      ].join('\n'),
    );
  });

  it('lists the first problems and counts all', async () => {
    const store = await open();
    const rows = Array.from({ length: 30 }, (_, index) =>
      index % 2 ? `r${index}@example.com` : `bad${index}`,
    );
    const report = await load(store, `email\n${rows.join('\n')}`, { listedProblems: 3 });
    expect(report).toMatchObject({ rows: 30, refused: 15, problemCount: 15, added: { pending: 15 } });
    expect(report.problems.map(problem => problem.line)).toEqual([2, 4, 6]);
  });

  it.each([
    ['email,surname\na@example.com,Lee\n', [['', 'surname']]],
    ['name,timezone\nAnn,UTC\n', [['email', 'name,timezone']]],
    [
      'email;name\na@example.com;Ann\n',
      [
        ['', 'email;name'],
        ['email', 'email;name'],
      ],
    ],
    ['email,email\na@example.com,b@example.com\n', [['email', 'email']]],
    ['email,name,\na@example.com,Ann,\n', [['', '']]],
    [
      '',
      [
        ['', ''],
        ['email', ''],
      ],
    ],
    [
      '\n\n',
      [
        ['', ''],
        ['email', ''],
      ],
    ],
    ['email,"name\na@example.com,Ann\n', [['', 'email,"name']]],
  ])('reads nothing under the wrong header %j', async (text, problems) => {
    const store = await open();
    const report = await load(store, text);
    expect(report.problems.map(({ column, found }) => [column, found])).toEqual(problems);
    expect(report).toMatchObject({ rows: 0, refused: 0, problemCount: problems.length });
    expect(await countByStatus(store)).toMatchObject({ pending: 0 });
  });

  it('reads nothing of a file in another encoding', async () => {
    const store = await open();
    const bytes = Buffer.from('\ufeffemail\na@example.com\n', 'utf16le');
    const report = await importSubscribers(
      { target: importTarget(store), now: () => NOW },
      Readable.from([bytes]),
    );
    expect(report).toMatchObject({ rows: 0, added: { pending: 0 } });
    expect(report.problemCount).toBeGreaterThan(0);
    const latin1 = Buffer.concat([
      Buffer.from('email,name\na@example.com,Zo'),
      Buffer.from([0xeb]),
      Buffer.from('\nb@example.com,Bo\n'),
    ]);
    const second = await importSubscribers(
      { target: importTarget(store), now: () => NOW },
      Readable.from([latin1]),
    );
    expect(second).toMatchObject({ rows: 2, refused: 1, added: { pending: 1 } });
    expect(second.problems).toMatchObject([
      { line: 2, column: 'name', message: 'the name could not be read' },
    ]);
  });

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
      state: 'confirmed',
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

async function everything(store: Store) {
  return [
    await store.db.selectFrom('subscribers').selectAll().orderBy('id').execute(),
    await store.db.selectFrom('suppressions').selectAll().orderBy('address_hash').execute(),
    await store.db.selectFrom('consents').selectAll().orderBy('id').execute(),
  ];
}
