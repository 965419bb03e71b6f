import { printable } from '../visible-text.ts';

/** Why a file cannot be read under its header. */
export interface HeaderFault {
  readonly column: string;
  readonly found: string;
  readonly message: string;
  readonly fix: string;
}

/** Two columns that could both be it. */
export function twice(name: string, earlier: number, at: number): HeaderFault {
  const fix = `say which of the two it is, column ${earlier + 1} or column ${at + 1}`;
  return { column: name.toLowerCase(), found: name, message: 'the header names this column twice', fix };
}

/** None that could be it. */
export function noEmail(cells: readonly string[]): HeaderFault {
  return {
    column: 'email',
    found: printable(cells.join(',')),
    message: 'the header has no email column',
    fix: `say which column holds the addresses; the first line has: ${named(cells)}`,
  };
}

/** The names of the columns, fit to print. */
export function named(cells: readonly string[]): string {
  return printable(cells.map(cell => cell.trim()).join(', '), 400);
}

/** Everybody in it is somebody who did not ask for mail. */
export function neverAsked(fileName: string): HeaderFault {
  return {
    column: '',
    found: printable(fileName),
    message: 'by its name, nobody in this file ever asked for mail',
    fix: 'leave it out, or say that everybody in it has left',
  };
}
