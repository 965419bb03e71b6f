import { writeSync } from 'node:fs';
import { type Logger, pino } from 'pino';

/**
 * The log, on stderr: JSON lines for machines, short lines where a person watches. Addresses, tokens and keys never go
 * in; callers pass weeks, counts and batch numbers.
 */
export function openLog(level: string): Logger {
  const serializers = { err: withoutValues };
  const write = unfailing(bytes => writeSync(2, bytes));
  if (!process.stderr.isTTY) return pino({ level, serializers }, { write });
  return pino({ level, base: null, serializers }, { write: line => write(forPeople(line)) });
}

/**
 * Whatever becomes of what we print (a full disk, a closed pipe, a terminal that is gone), the work goes on: without this
 * the first line that cannot be printed ends the process, in the middle of anything. For a program to call once.
 */
export function printingNeverDecides(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** A pipe that is full is tried so often, with a pause between, before its lines are given up. */
const TRIES = 10;
const PAUSE_MS = 10;

/**
 * Writes lines, or drops and counts them.
 * @param write as `writeSync`: returns how many bytes it took, and throws where it takes none
 */
export function unfailing(write: (bytes: Uint8Array) => number): (line: string) => void {
  let dropped = 0;
  const wrote = (line: string): boolean => {
    let rest: Uint8Array = Buffer.from(line);
    // Who did not read the last line is not waited for again.
    for (let tries = dropped > 0 ? TRIES : 1; rest.length > 0; ) {
      try {
        rest = rest.subarray(write(rest));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || tries++ >= TRIES) return false;
        Atomics.wait(PAUSE, 0, 0, PAUSE_MS);
      }
    }
    return true;
  };
  return line => {
    const lost = () =>
      `${JSON.stringify({ level: 40, time: Date.now(), msg: 'lines of the log were lost', dropped })}\n`;
    if (dropped > 0 && wrote(lost())) dropped = 0;
    if (!wrote(line)) dropped += 1;
  };
}

const PAUSE = new Int32Array(new SharedArrayBuffer(4));

/** A database's error carries the row it stumbled over (`detail`, parameters), and rows hold addresses. */
function withoutValues(error: Error): object {
  const { type, message, stack, code } = pino.stdSerializers.err(error);
  return { type, message, stack, ...(code !== undefined && { code }) };
}

const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

function forPeople(line: string): string {
  const { level, time, msg, ...rest } = JSON.parse(line) as { level: number; time: number; msg: string };
  const clock = new Date(time).toISOString().slice(11, 19);
  const details = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  return `${clock} ${(LEVELS[level] ?? '').padEnd(5)} ${[msg, ...details].join(' ')}\n`;
}
