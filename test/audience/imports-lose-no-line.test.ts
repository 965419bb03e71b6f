import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { ImportReport } from '../../src/audience/import-report.ts';
import { findByEmail, insertPending } from '../../src/storage/audience/subscribers.ts';
import { isSuppressed } from '../../src/storage/audience/suppressions.ts';
import { describeStores } from '../support/stores.ts';
import { CONSENT, everything, load, loadBytes, person } from './imported-file.ts';

const SWALLOWED = Array.from({ length: 20 }, (_, index) => `r${index}@reader.example`);
const FIRST_NAMES = ['bob', 'cat', 'dan', 'eve', 'fay', 'gil', 'hal', 'ida', 'joe', 'lee'];

interface Expected {
  readonly rows: number;
  readonly confirmed: readonly string[];
  readonly unsubscribed: readonly string[];
  /** Refused, or told of although it counts, by line. */
  readonly told: readonly number[];
}

/** Files in which marks or other cells are wrong, and what may be expected of them. */
const FILES: readonly (readonly [file: string, expected: Expected])[] = [
  ['swallow-status.csv', { rows: 3, confirmed: [], unsubscribed: ['bob@r.example'], told: [2, 4] }],
  [
    'swallow-email2.csv',
    { rows: 23, confirmed: [...SWALLOWED, 'lee@reader.example'], unsubscribed: [], told: [2, 23] },
  ],
  [
    'swallow-name.csv',
    {
      rows: 12,
      confirmed: FIRST_NAMES.map(name => `${name}@reader.example`),
      unsubscribed: [],
      told: [2, 12],
    },
  ],
  [
    'swallow-name2.csv',
    { rows: 23, confirmed: [...SWALLOWED, 'lee@reader.example'], unsubscribed: [], told: [2, 23] },
  ],
  [
    'unsub-refused.csv',
    { rows: 3, confirmed: [], unsubscribed: ['gil@r.example', 'hal@r.example'], told: [3] },
  ],
  ['unsub-cp1252.csv', { rows: 2, confirmed: [], unsubscribed: ['kay@r.example'], told: [] }],
];

const bytesOf = (file: string) => readFileSync(new URL(`odd-files/${file}`, import.meta.url));

function sums({ lines, rows, ...report }: ImportReport) {
  const { added, changed, unchanged, keptOut, suppressed, refused } = report;
  const outcomes = added.pending + added.confirmed + added.unsubscribed + changed + unchanged;
  return [
    lines.header + lines.blank + rows + lines.further + lines.unread,
    outcomes + keptOut + suppressed + refused,
  ];
}

describeStores('an imported file in which something is wrong', open => {
  it.each(FILES)('%s is counted line by line, and who left is gone', async (file, expected) => {
    const store = await open();
    // Known before, so that a leave that is not read would leave them confirmed.
    for (const email of expected.unsubscribed) await load(store, `email\n${email}\n`, { consent: CONSENT });
    const report = await loadBytes(store, bytesOf(file), { consent: CONSENT });
    const lines = bytesOf(file).toString('latin1').trimEnd().split('\n').length;
    expect(report.lines.all).toBe(lines);
    expect(sums(report)).toEqual([lines, expected.rows]);
    expect(report.problems.map(problem => problem.line)).toEqual(expected.told);
    const stored = await store.db.selectFrom('subscribers').select(['email', 'state', 'name']).execute();
    const those = (state: string) => stored.filter(row => row.state === state).map(row => row.email);
    expect(those('confirmed')).toEqual(expected.confirmed);
    expect(those('unsubscribed').sort()).toEqual([...expected.unsubscribed].sort());
    expect(stored.filter(row => /[@,\n]/.test(row.name))).toEqual([]);
    // The same file again changes nothing.
    const before = await everything(store);
    await loadBytes(store, bytesOf(file), { consent: CONSENT });
    expect(await everything(store)).toEqual(before);
  });

  it.each([
    ['a time zone nobody knows', 'ann@r.example,Ann,Eastern Time,,unsubscribed'],
    ['a name that cannot be read', 'ann@r.example,An\ufffd,,,unsubscribed'],
    ['a name that is too long', `ann@r.example,${'n'.repeat(300)},,,unsubscribed`],
    ['an interest that is too long', `ann@r.example,Ann,,${'i'.repeat(300)},unsubscribed`],
    ['a comma too many', 'ann@r.example,Lee, Ann,,,unsubscribed'],
    ['a comma too few', 'ann@r.example,Ann,,unsubscribed'],
    ['an empty cell too many', 'ann@r.example,Ann,,,UNSUBSCRIBED,,,oops'],
    ['a mark inside a name', 'ann@r.example,Ann "A" Lee,,,unsubscribed'],
    ['a mark that is never closed', 'ann@r.example,"Ann,,,unsubscribed'],
    ['a mark that is closed by a stray one', 'ann@r.example,"Ann,,,unsubscribed\nzed@r.example,Zed",,,'],
    ['a mark whose partner is in the next line', 'ann@r.example,"Ann,,,unsubscribed\nLee",,,confirmed'],
    ['marks around the whole row', '"ann@r.example,Ann,,,unsubscribed"'],
    ['a blank before a mark', 'ann@r.example, "Lee, Ann",,,"unsubscribed"'],
    ['a zero-width blank in the address', 'an\u200bn@r.example,Ann,,,unsubscribed'],
    ['a name around the address', 'Ann <ann@r.example>,Ann,,,unsubscribed'],
    ['a link for an address', 'mailto:ann@r.example,Ann,,,unsubscribed'],
    ['a second address', 'ann@r.example; work,Ann,,,unsubscribed'],
    ['a blank that cannot be seen in the status', 'ann@r.example,Ann,,,unsubscribed\u200b\u00a0'],
    ['a name of two lines and a zone nobody knows', 'ann@r.example,"Ann\nLee",Mars,,unsubscribed'],
    ['a name that holds another row', 'ann@r.example,"Ann\nzed@r.example\n",,,unsubscribed'],
    ['a line of unreasonable length', `ann@r.example,,,unsubscribed,${'x'.repeat(70_000)}`],
  ])('lets a reader leave whose row has %s', async (_, row) => {
    for (const word of ['unsubscribed', 'suppressed']) {
      const text = `email,name,timezone,interests,status\n${row.replace(/unsubscribed/i, word)}\n`;
      const store = await open();
      await load(store, 'email\nann@r.example\n', { consent: CONSENT });
      const report = await load(store, text, { consent: CONSENT });
      const ann = await findByEmail(store, 'ann@r.example');
      expect([ann?.state === 'unsubscribed', await isSuppressed(store, 'ann@r.example')]).toEqual([
        word === 'unsubscribed',
        word === 'suppressed',
      ]);
      expect(sums(report)).toEqual([text.trimEnd().split('\n').length, report.rows]);
      expect(report.lines.all).toBe(sums(report)[0]);
      const { problems } = report;
      expect(report.leftDespite).toBe(
        problems.some(({ message }) => message.includes('all the same')) ? 1 : 0,
      );
      if (!row.includes('\u200b\u00a0')) expect(problems.length).toBeGreaterThan(0);
    }
  });

  it('lets nobody leave whose status can be read and says something else', async () => {
    const store = await open();
    await insertPending(store, person('ann@r.example'));
    await load(store, 'email,status,name,timezone\nann@r.example,confirmed,unsubscribed,,x\n', {
      consent: CONSENT,
    });
    await load(store, 'email,status,name\nann@r.example,pending,Lee,unsubscribed\n', { consent: CONSENT });
    await load(store, 'email,name\nann@r.example,Ann,unsubscribed\n', { consent: CONSENT });
    expect(await findByEmail(store, 'ann@r.example')).toMatchObject({ state: 'pending' });
  });
});
