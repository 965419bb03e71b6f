import type { ImportReport } from '../audience/import-report.ts';
import { assumptionWords, lineWords } from '../audience/import-words.ts';
import type { Understanding } from '../audience/moving/understanding.ts';
import {
  columnWords,
  meaningWords,
  statusWord,
  understandingNotes,
} from '../audience/moving/understanding-words.ts';
import { count, countOf } from '../desk/count.ts';

/** What an import did, or would do. */
interface ImportDone {
  readonly file: string;
  readonly report: ImportReport;
  readonly dryRun: boolean;
  readonly consented: boolean;
  /** Confirmation mails queued. */
  readonly asked: number;
}

/** For a person at the terminal: how the file was read, what became of its rows, what is wrong with it. */
export function reportLines({ file, report, dryRun, consented }: ImportDone): string[] {
  const { understood } = report;
  return [
    `${file}: ${countOf(report.rows, 'row')}${dryRun ? ' (dry run: nothing was written)' : ''}`,
    ...(understood ? understoodLines(understood, { dryRun, consented }) : []),
    ...assumptionWords(report).map(words => `  ${words}`),
    '',
    ...countLines(report),
    `  ${lineWords(report)}`,
    ...(report.leftDespite > 0
      ? [`  asking for no mail despite a problem, and getting none: ${countOf(report.leftDespite, 'row')}`]
      : []),
    ...problemLines(report),
    ...(dryRun && understood ? HOW_TO_CHANGE : []),
  ];
}

const HOW_TO_CHANGE = [
  '',
  '  Not as you would read it? --from NAME, --map FIELD=COLUMN, --map-status WORD=STATE and --everyone STATE',
  '  change it; the fields and states are in docs/moving-over.md.',
];

/** A dry run shows every column and word; otherwise only what was left out. */
function understoodLines(
  understood: Understanding,
  { dryRun, consented }: { readonly dryRun: boolean; readonly consented: boolean },
): string[] {
  const { why, columns, words } = understood;
  const read = columns.filter(({ field }) => field !== null);
  const leftOut = columns.filter(({ field }) => field === null).map(({ name }) => name || '(no name)');
  const table = read.map(column => [column.name, columnWords(column), column.example]);
  const statuses = words.map(word => [
    statusWord(word),
    meaningWords(word.meaning, consented),
    count(word.rows),
    columns[word.at]?.name ?? '',
  ]);
  return [
    `  ${why}`,
    ...(dryRun ? ['', ...aligned([['column', 'is read as', 'for example'], ...table])] : []),
    ...(leftOut.length > 0 ? [`  Left out: ${leftOut.join(', ')}.`] : []),
    ...(dryRun && statuses.length > 0
      ? ['', ...aligned([['status', 'counts as', 'rows', 'in column'], ...statuses])]
      : []),
    ...understandingNotes(understood).map(words => `  ${words}`),
  ];
}

/** Cells below each other, the last of a line as long as it is. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, at) => Math.max(most[at] ?? 0, [...cell].length)),
    [],
  );
  return rows.map(row => {
    const cells = row.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - [...cell].length));
    return `    ${cells.join('  ').trimEnd()}`;
  });
}

function countLines({ added, ...report }: ImportReport): string[] {
  const counts: [string, number][] = [
    ['new, confirmed', added.confirmed],
    ['new, pending', added.pending],
    ['new, unsubscribed', added.unsubscribed],
    ['changed', report.changed],
    ['unchanged', report.unchanged],
    ['kept out', report.keptOut],
    ['suppressed', report.suppressed],
    ['refused', report.refused],
  ];
  return counts
    .filter(([, rows]) => rows > 0)
    .map(([label, rows]) => `  ${label.padEnd(18)}${String(rows).padStart(8)}`);
}

function problemLines({ problems, problemCount }: ImportReport): string[] {
  const hidden = problemCount - problems.length;
  return [
    ...problems.map(
      ({ line, column, found, message, fix }) =>
        `  line ${line}${column === '' ? '' : `, ${column}`}: ${message}${found === '' ? '' : ` (${found})`}. ${sentence(fix)}`,
    ),
    ...(hidden > 0 ? [`  … and ${countOf(hidden, 'further problem')}`] : []),
  ];
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.:"]$/.test(text) ? '' : '.'}`;
}

/** The same for a program, one JSON document. */
export function importJson({ file, report, dryRun, asked }: ImportDone): string {
  const { understood, ...counts } = report;
  const document = {
    file,
    dryRun,
    from: understood?.from ?? null,
    why: understood?.why ?? null,
    everyone: understood?.everyone ?? null,
    columns: (understood?.columns ?? []).map(({ name, field, ...column }) => ({
      column: name,
      readAs: field,
      ...column,
    })),
    statuses: (understood?.words ?? []).map(({ at, word, meaning, rows }) => ({
      column: understood?.columns[at]?.name ?? '',
      word,
      countsAs: meaning === '' ? 'as the command says' : meaning,
      rows,
    })),
    furtherWords: understood?.furtherWords ?? 0,
    ...counts,
    confirmationMails: asked,
  };
  return JSON.stringify(document, null, 2);
}
