import { forTerminal } from '../exit.ts';

/** One thing wrong with a catalogue file, told so that an editor can mend it without reading code. */
export interface Problem {
  readonly file: string;
  /** `$.tools[3].price.from.currency`; in an .ndjson file `line 4, $.price`; for broken JSON `line 3, column 10`. */
  readonly path: string;
  /** What stands there now, as JSON, cut to a readable length; `nothing` when it is missing. */
  readonly found: string;
  readonly message: string;
  readonly fix: string;
  readonly severity: 'error' | 'warning';
}

/** Every problem as text for a terminal or a log, in the order given. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems.map(formatProblem).join('\n');
}

/** A value as it stood in the file, on one line and at most 80 characters. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = inJson(value);
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

/** JSON.stringify calls itself at each level, and a text may be long or have more levels than it can. */
function inJson(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80));
  try {
    return JSON.stringify(value);
  } catch {
    return Array.isArray(value) ? '[ … ]' : '{ … }';
  }
}

/** Other people's words: none may be endless. */
const LONGEST_PART = 400;

function formatProblem(problem: Problem): string {
  const { severity } = problem;
  const [file, path, found, message, fix] = [
    problem.file,
    problem.path,
    problem.found,
    problem.message,
    problem.fix,
  ].map(part => forTerminal(part.length <= LONGEST_PART ? part : `${part.slice(0, LONGEST_PART)}…`));
  return `${severity}: ${file}, ${path}\n  ${message}\n  found: ${found}\n  fix:   ${fix}`;
}
