import { guardFormula } from './formula-guard.ts';
import type { Profile } from './profile.ts';
import type { SubscriberStatus } from './subscriber.ts';

/** The columns of our own files (design 2.6). */
export const COLUMNS = ['email', 'name', 'timezone', 'interests', 'status'] as const;

/** One thing that is wrong with a file, in the words of a message to a person. */
export interface CsvProblem {
  /** From 1; a record of several lines goes by its first. */
  readonly line: number;
  /** '' when it is about the whole row or file. */
  readonly column: string;
  readonly found: string;
  readonly message: string;
  readonly fix: string;
}

/** A row of an export. */
export interface ExportRow extends Profile {
  readonly email: string;
  readonly status: SubscriberStatus;
}

/** The cells of an exported row, safe to open in a spreadsheet, in the order of COLUMNS. */
export function toCells(row: ExportRow): string[] {
  return [row.email, row.name, row.timezone, row.interests.join(';'), row.status].map(guardFormula);
}
