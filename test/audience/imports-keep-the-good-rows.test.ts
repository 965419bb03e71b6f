import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { importSubscribers } from '../../src/audience/import.ts';
import { importTarget } from '../../src/storage/audience/subscriber-import.ts';
import { countByStatus } from '../../src/storage/audience/subscribers.ts';
import { describeStores } from '../support/stores.ts';
import { dump, load, NOW } from './imported-file.ts';

describeStores('an imported file', open => {
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
});
