import type { AskedMapping } from '../../audience/moving/asked-mapping.ts';
import { FIELDS } from '../../audience/moving/field.ts';
import { doubtless, isLeave, MEANINGS } from '../../audience/moving/meaning.ts';
import { SHAPES } from '../../audience/moving/services.ts';
import { SHAPE_NAMES } from '../../audience/moving/shape.ts';
import type { CountedWord, Understanding, UnderstoodColumn } from '../../audience/moving/understanding.ts';
import {
  columnWords,
  meaningWords,
  statusWord,
  understandingNotes,
} from '../../audience/moving/understanding-words.ts';
import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { type Column, NUMBER, Table } from '../../web/table.tsx';
import { count } from '../count.ts';
import { columnField, LEFT_OUT, wordField } from './mapping-form.ts';

interface UnderstoodProps {
  readonly understood: Understanding;
  readonly mapping: AskedMapping;
  /** The readers have agreed, says the editor. */
  readonly consented: boolean;
}

/** How a file was read, each column and status word with a choice of what else it may be. Stands in a form. */
export function Understood({ understood, mapping, consented }: UnderstoodProps) {
  const { columns, words, why } = understood;
  return (
    <>
      <h2>How it was read</h2>
      <p>{why}</p>
      <div className="reading">
        <ServiceChoice from={mapping.from} />
        <Field id="everyone" label="Everybody in this file" className="plain-field">
          <select defaultValue={mapping.everyone ?? ''}>
            <option value="">is what their row says</option>
            <option value="pending">must confirm first</option>
            <option value="unsubscribed">has left</option>
            <option value="suppressed">must never get a mail</option>
          </select>
        </Field>
      </div>
      <Table
        label="Columns"
        className="rows understood"
        columns={COLUMNS}
        lines={columns}
        keyOf={(_, at) => at}
      />
      {words.length === 0 ? null : (
        <Table
          label="Status words"
          className="rows understood"
          columns={wordColumns(columns, consented)}
          lines={words}
          keyOf={(_, at) => at}
        />
      )}
      {understandingNotes(understood).map(note => (
        <p key={note}>{note}</p>
      ))}
      <p className="acts">
        <Button name="act" value="map" look="quiet">
          Look through it again
        </Button>
        <span className="soft">After any change above. Nothing is written by it.</span>
      </p>
    </>
  );
}

/** What was left out, once there is nothing to be changed any more. */
export function LeftOut({ understood }: { readonly understood: Understanding }) {
  const names = understood.columns.flatMap(({ name, field }) =>
    field === null ? [name || '(no name)'] : [],
  );
  return (
    <>
      <p>{understood.why}</p>
      {names.length === 0 ? null : <p>{`Left out: ${names.join(', ')}.`}</p>}
      {understandingNotes(understood).map(note => (
        <p key={note}>{note}</p>
      ))}
    </>
  );
}

export function ServiceChoice({ from }: { readonly from: AskedMapping['from'] }) {
  return (
    <Field id="from" label="Whose export it is" className="plain-field">
      <select defaultValue={from}>
        <option value="auto">told by its columns</option>
        {SHAPE_NAMES.map(name => (
          <option key={name} value={name}>
            {SHAPES[name].label}
          </option>
        ))}
      </select>
    </Field>
  );
}

const COLUMNS: readonly Column<UnderstoodColumn>[] = [
  { head: 'Column', names: true, dir: 'auto', cell: ({ name }) => name || '(no name)' },
  { head: 'Is read as', cell: (column, at) => <ColumnChoice column={column} at={at} /> },
  { head: 'For example', className: 'who', dir: 'auto', cell: ({ example }) => example || '—' },
];

function ColumnChoice({ column, at }: { readonly column: UnderstoodColumn; readonly at: number }) {
  const { name, field } = column;
  return (
    <select
      name={columnField(at)}
      aria-label={`${name || 'Column without a name'} is read as`}
      defaultValue={field ?? LEFT_OUT}
    >
      <option value={LEFT_OUT}>{field === null ? columnWords(column) : 'left out'}</option>
      {Object.entries(FIELDS).map(([key, words]) => (
        <option key={key} value={key}>
          {words}
        </option>
      ))}
    </select>
  );
}

function wordColumns(
  columns: readonly UnderstoodColumn[],
  consented: boolean,
): readonly Column<CountedWord>[] {
  return [
    { head: 'Status', names: true, dir: 'auto', cell: statusWord },
    {
      head: 'Counts as',
      cell: (word, at) => <WordChoice word={word} at={at} consented={consented} />,
    },
    { head: 'Rows', ...NUMBER, cell: ({ rows }) => count(rows) },
    { head: 'In column', cell: ({ at }) => columns[at]?.name ?? '' },
  ];
}

function WordChoice({
  word,
  at,
  consented,
}: {
  readonly word: CountedWord;
  readonly at: number;
  readonly consented: boolean;
}) {
  // In our own files an empty cell leaves it to the editor's word on the whole file.
  if (word.word === '' && word.meaning === '') return meaningWords(word.meaning, consented);
  const possible = MEANINGS.filter(meaning => doubtless(word.word) === null || isLeave(meaning));
  return (
    <select
      name={wordField(at)}
      aria-label={`${statusWord(word)} counts as`}
      defaultValue={word.meaning ?? ''}
    >
      {word.meaning === null ? <option value="">{meaningWords(null, consented)}</option> : null}
      {possible.map(meaning => (
        <option key={meaning} value={meaning}>
          {MEANING_CHOICE[meaning]}
        </option>
      ))}
    </select>
  );
}

const MEANING_CHOICE = {
  confirmed: 'a reader',
  pending: 'has not confirmed yet',
  unsubscribed: 'has left',
  suppressed: 'must never get a mail',
} as const;
