import { expect, it } from 'vitest';
import { ASKED_NOTHING } from '../../src/audience/moving/asked-mapping.ts';
import { isLeave } from '../../src/audience/moving/meaning.ts';
import { SHAPES } from '../../src/audience/moving/services.ts';
import { SHAPE_NAMES } from '../../src/audience/moving/shape.ts';
import { asksForNoMail, readWholeFile } from './read-whole-file.ts';

/** Every way in which a service says that somebody has left, alone in a file with the columns that tell the service. */
const LEAVES = SHAPE_NAMES.flatMap(name => {
  const { columns, words, toldBy } = SHAPES[name];
  const told = toldBy[0] ?? [];
  return Object.entries(columns).flatMap(([column, field]) => {
    const says =
      field === 'status'
        ? ['unsubscribed', ...Object.keys(words).filter(word => isLeave(words[word] ?? ''))]
        : field === 'left' || field === 'suppressed'
          ? ['2021-03-01', 'true']
          : [];
    return says.map(word => ({ name, told, column, word }));
  });
});

const PADS = [
  ['the header', ',', ''],
  ['the row', '', ','],
  ['both', ',', ','],
  ['the row more than the header', ',,', ',,,,'],
] as const;

it.each(PADS)('a leave is read where %s ends in an empty cell, in every service’s files', async (...pad) => {
  const [, header, row] = pad;
  for (const { name, told, column, word } of LEAVES) {
    const others = [...new Set(['email', 'name', ...told])].filter(other => other !== column);
    const cells = others.map(other => CELLS[other] ?? '');
    const text = `${[...others, column]}${header}\n${[...cells, word]}${row}\n`;
    const { wishes } = await readWholeFile(Buffer.from(text), 1_000, { ...ASKED_NOTHING, from: name });
    expect(asksForNoMail(wishes.get('ann@r.example')), `${name}: ${text}`).toBe(true);
  }
});

const CELLS: Readonly<Record<string, string>> = {
  email: 'ann@r.example',
  name: 'Ann',
  status: 'pending',
  'created at': '2020-01-02T03:04:05Z',
  'creation date': '2020-01-02T03:04:05Z',
  'subscribed to emails': 'true',
};

it('a row whose cells have slipped is refused, and nobody leaves by another column’s day', async () => {
  const text =
    'id,email,name,note,subscribed_to_emails,created_at,deleted_at\n' +
    '1,ann@r.example,Ann,late, again,true,2020-01-02T03:04:05Z,\n';
  const { report, wishes } = await readWholeFile(Buffer.from(text));
  expect([report.rows, report.refused, wishes.size]).toEqual([1, 1, 0]);
});
