import { expect, it } from 'vitest';
import { countByStatus, findByEmail } from '../../src/storage/audience/subscribers.ts';
import { describeStores } from '../support/stores.ts';
import { dump, load, loadBytes } from './imported-file.ts';

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
      lines: { all: 12, header: 1, blank: 1, further: 1, unread: 0 },
      assumed: { encoding: 'utf-8', separator: ',', guessed: 0, firstGuessed: null },
      understood: {
        from: 'csv',
        why: 'Its columns are our own.',
        everyone: null,
        columns: [
          ['Status', 'status', 'confirmed'],
          ['EMAIL', 'email', 'ann@example.com'],
          ['name', 'name', 'Ann\\u{a}Lee'],
          ['timezone', 'timezone', 'europe/prague'],
          ['interests', 'interests', 'AI; Voice ;AI'],
        ].map(([name, field, example]) => ({ name, field, by: 'table', example, says: 0, unread: null })),
        words: [
          { at: 0, word: '', meaning: '', rows: 6 },
          { at: 0, word: 'confirmed', meaning: 'confirmed', rows: 1 },
          { at: 0, word: 'maybe', meaning: null, rows: 1 },
        ],
        furtherWords: 0,
      },
      leftDespite: 0,
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
          message: expect.stringContaining('never closed'),
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
    ['name,timezone\nAnn,UTC\n', [['email', 'name,timezone']]],
    ['mail;name\na@example.com;Ann\n', [['email', 'mail,name']]],
    ['email,email\na@example.com,b@example.com\n', [['email', 'email']]],
    ['', [['email', '']]],
    ['\n\n', [['email', '']]],
    ['email,"name\na@example.com,Ann\n', [['', 'email,"name']]],
  ])('reads nothing under the wrong header %j', async (text, problems) => {
    const store = await open();
    const report = await load(store, text);
    expect(report.problems.map(({ column, found }) => [column, found])).toEqual(problems);
    expect(report).toMatchObject({ rows: 0, refused: 0, problemCount: problems.length });
    const { all, header, blank, unread } = report.lines;
    expect([header + blank + unread, all]).toEqual([all, text.split('\n').length - 1]);
    expect(await countByStatus(store)).toMatchObject({ pending: 0 });
  });

  it.each([
    ['commas and a comma too many', 'email,name,\na@example.com,"Lee, Ann",\n', ','],
    ['semicolons', 'email;name;interests\na@example.com;Lee, Ann;"AI;Voice"\n', ';'],
    ['tabs', 'name\temail\nLee, Ann\ta@example.com\n', '\t'],
    ['what its first line says', '\r\nsep=;\r\n"email";"name"\r\na@example.com;"Lee, Ann"\r\n', ';'],
  ])('is read where cells are separated by %s', async (_, text, separator) => {
    for (const encoding of ['utf8', 'utf16le'] as const)
      for (const mark of ['', '\ufeff']) {
        const store = await open();
        const report = await loadBytes(store, Buffer.from(mark + text, encoding));
        expect(report).toMatchObject({
          rows: 1,
          added: { pending: 1 },
          problemCount: 0,
          assumed: { separator },
        });
        expect(await findByEmail(store, 'a@example.com')).toMatchObject({ name: 'Lee, Ann' });
      }
  });

  it.each([
    ['UTF-16, little endian', Buffer.from('email,name\na@example.com,Zoë Łuk\n', 'utf16le'), 'utf-16le'],
    [
      'UTF-16, big endian',
      Buffer.from('email,name\na@example.com,Zoë Łuk\n', 'utf16le').swap16(),
      'utf-16be',
    ],
    ['UTF-8', Buffer.from('email,name\na@example.com,Zoë Łuk\n'), 'utf-8'],
  ])('is read in %s, with a mark at its start or without', async (_, bytes, encoding) => {
    const marks = { 'utf-16le': [0xff, 0xfe], 'utf-16be': [0xfe, 0xff], 'utf-8': [0xef, 0xbb, 0xbf] };
    for (const mark of [[], marks[encoding as 'utf-8']]) {
      const store = await open();
      const report = await loadBytes(store, Buffer.concat([Buffer.from(mark), bytes]));
      expect(report).toMatchObject({ rows: 1, problemCount: 0, assumed: { encoding, guessed: 0 } });
      expect(await findByEmail(store, 'a@example.com')).toMatchObject({ name: 'Zoë Łuk' });
    }
  });

  it('tells which lines it took for Windows-1252, and refuses names that would come out wrong', async () => {
    const store = await open();
    const rows = [
      'a@example.com,Zo\xeb',
      'b@example.com,Bo',
      'c@example.com,O\x92Hara',
      'd@example.com,J\xf6rg',
    ];
    const cyrillic = ['e@example.com,\xc0\xed\xed\xe0'];
    const polish = ['f@example.com,\xa3ukasz'];
    const broken = ['g@example.com,Zo\xc3\xab J\xc3'];
    const text = ['email,name', ...rows, ...cyrillic, ...polish, ...broken, ''].join('\n');
    const report = await loadBytes(store, Buffer.from(text, 'latin1'));
    expect(report).toMatchObject({ rows: 7, refused: 3, assumed: { guessed: 3, firstGuessed: 2 } });
    expect(report.problems.map(({ line, message }) => [line, message])).toEqual([
      [6, 'the name could not be read'],
      [7, 'the name could not be read'],
      [8, 'the name could not be read'],
    ]);
    const names = ['a', 'b', 'c', 'd'].map(
      async name => (await findByEmail(store, `${name}@example.com`))?.name,
    );
    expect(await Promise.all(names)).toEqual(['Zoë', 'Bo', 'O’Hara', 'Jörg']);
    // A file that says what it is is believed.
    const marked = await loadBytes(
      store,
      Buffer.from(`\xef\xbb\xbfemail,name\nh@example.com,Zo\xeb`, 'latin1'),
    );
    expect(marked).toMatchObject({ rows: 1, refused: 1, assumed: { guessed: 0, firstGuessed: null } });
  });
});
