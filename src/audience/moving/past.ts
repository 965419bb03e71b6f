import { isIP } from 'node:net';
import { readToldDate } from '../../sheet/told-date.ts';
import { printable, visibleText } from '../visible-text.ts';
import type { Mapping } from './mapping.ts';
import { saysSo } from './meaning.ts';

/** What a service kept of a reader's consent: the proof that moves along with them. */
export interface Past {
  /** Epoch ms, as are the others. */
  readonly askedAt?: number;
  readonly confirmedAt?: number;
  readonly leftAt?: number;
  /** Where they signed up, in the service's words. */
  readonly signedUpAt?: string;
  readonly ip?: string;
}

/** Tells of a cell that could not be read; its row counts without it. */
interface Unread {
  readonly at: number;
  readonly found: string;
  readonly reason: string;
}

const LONGEST_SOURCE = 200;
const NO_DAY = 'this is no day that can be read without a guess';

/** @param unread gets what could not be read @returns null where the file tells nothing of it */
export function readPast({ places }: Mapping, cells: readonly string[], unread: Unread[]): Past | null {
  const day = (columns: readonly number[], flag: boolean): number | undefined => {
    for (const at of columns) {
      const cell = (cells[at] ?? '').trim();
      if (!saysSo(cell)) continue;
      const read = readToldDate(cell);
      if (read !== null) return read;
      // A column that only says whether somebody has left need not say when.
      if (!flag || /\d/.test(cell)) unread.push({ at, found: printable(cell), reason: NO_DAY });
    }
    return undefined;
  };
  const askedAt = day(places.asked, false);
  const confirmedAt = day(places.confirmed, false);
  const leftAt = day([...places.left, ...places.suppressed], true);
  const signedUpAt = visibleText((cells[places.source[0] ?? -1] ?? '').slice(0, LONGEST_SOURCE));
  const ip = (cells[places.ip[0] ?? -1] ?? '').trim();
  const past: Past = {
    ...(askedAt !== undefined && { askedAt }),
    ...(confirmedAt !== undefined && { confirmedAt }),
    ...(leftAt !== undefined && { leftAt }),
    ...(signedUpAt !== '' && { signedUpAt }),
    ...(isIP(ip) !== 0 && { ip }),
  };
  return Object.keys(past).length === 0 ? null : past;
}

/** Two rows about one address: the earliest yes is the one that was given. */
export function pastOfBoth(a: Past | undefined, b: Past | undefined): Past | undefined {
  if (!a || !b) return a ?? b;
  const earliest = (key: 'askedAt' | 'confirmedAt' | 'leftAt') => {
    const days = [a[key], b[key]].filter(day => day !== undefined);
    return days.length === 0 ? {} : { [key]: Math.min(...days) };
  };
  return { ...b, ...a, ...earliest('askedAt'), ...earliest('confirmedAt'), ...earliest('leftAt') };
}
