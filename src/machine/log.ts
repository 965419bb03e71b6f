import { type Logger, pino } from 'pino';

/**
 * The log, on stderr: JSON lines for machines, short lines where a person watches. Addresses, tokens and keys never go
 * in; callers pass weeks, counts and batch numbers.
 */
export function openLog(level: string): Logger {
  const serializers = { err: withoutValues };
  if (!process.stderr.isTTY) return pino({ level, serializers }, pino.destination({ dest: 2, sync: true }));
  return pino({ level, base: null, serializers }, { write: line => process.stderr.write(forPeople(line)) });
}

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
