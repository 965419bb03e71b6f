import { type Problem, shown } from '../problem.ts';
import type { Panelist } from '../tool.ts';
import { columnKey } from './column-key.ts';
import { Gathering } from './gathering.ts';
import type { SheetMapping } from './sheet-mapping.ts';
import { readSheet, type Sheet, type SheetReport } from './sheet-rows.ts';

export interface FromSheets {
  /** As a catalogue file has it; null where anything is wrong. */
  readonly catalogue: { readonly panel: readonly Panelist[]; readonly tools: readonly object[] } | null;
  /** Errors, or only warnings. */
  readonly problems: readonly Problem[];
  /** By file: the columns that the mapping does not speak of, left out. */
  readonly leftOut: readonly { readonly file: string; readonly columns: readonly string[] }[];
  /** Panellists that were made of the names reviews go by. */
  readonly madePanel: readonly string[];
  /** Tools whose price nothing says. */
  readonly unpriced: number;
  /** Lines that were no UTF-8 and were taken for Windows-1252. */
  readonly guessed: number;
}

/**
 * Makes a catalogue of sheets in which a row is a tool, a review, or both: all rows of one slug (or, without slugs, of one
 * name) are one tool, wherever they stand. The sheets are streamed, the tools kept; the whole is checked as any
 * catalogue before it is given.
 * @throws what the streams throw
 */
export async function catalogueFromSheets(
  sheets: readonly Sheet[],
  mapping: SheetMapping,
): Promise<FromSheets> {
  const gathering = new Gathering(mapping);
  const reports: SheetReport[] = [];
  for (const sheet of sheets) reports.push(await readSheet(sheet, mapping, row => gathering.take(row)));
  const files = sheets.map(({ file }) => file);
  const problems = [
    ...reports.flatMap(report => report.problems),
    ...missing(files, reports, mapping),
    ...gathering.problems,
  ];
  const made = gathering.catalogue();
  const checked = problems.length > 0 ? [] : gathering.check(made, files.join(' and '));
  const all = [...problems, ...checked];
  return {
    catalogue: all.some(({ severity }) => severity === 'error') ? null : made,
    problems: all,
    leftOut: reports.map(({ unknown }, index) => ({ file: files[index] ?? '', columns: unknown })),
    madePanel: mapping.panel === null ? made.panel.map(({ name }) => name) : [],
    unpriced: made.tools.filter(tool => (tool.price as { kind?: unknown }).kind === 'unknown').length,
    guessed: reports.reduce((sum, { guessed }) => sum + guessed, 0),
  };
}

/** What the mapping names and no sheet has: a column that was renamed since, most likely. */
function missing(
  files: readonly string[],
  reports: readonly SheetReport[],
  { columns }: SheetMapping,
): Problem[] {
  const there = reports.flatMap(report => report.columns);
  const keys = new Set(there.map(columnKey));
  return [...columns].flatMap(([key, { name, field }]) => {
    if (field === null || keys.has(key)) return [];
    return [
      {
        file: files.join(' and '),
        path: 'line 1',
        found: shown(there.join(', ')),
        message: `there is no column ${shown(name)}, which the mapping takes for ${field.name}`,
        fix: 'write it in the mapping as the header does',
        severity: 'error' as const,
      },
    ];
  });
}
