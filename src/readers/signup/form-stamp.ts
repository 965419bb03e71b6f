import { randomUUID } from 'node:crypto';
import { FORM_SOURCES, type FormSource } from '../../audience/signup-form.ts';
import { type Keyring, readToken, signToken } from '../../audience/token.ts';

/** Nobody reads and fills a form faster. */
const LEAST_MS = 2_000;
/** A page left open longer counts as a form without a time. */
const MOST_MS = 24 * 3_600_000;
const PASTED_AT = 0;

export interface StampReading {
  /**
   * `timed`: by whoever read the page first. `untimed`: a pasted form, or a page left open for a day. `hasty`: back within
   * two seconds, by a program or by somebody whose browser filled it in. `unread`: forged, missing, or of a key that is gone.
   */
  readonly kind: 'timed' | 'untimed' | 'hasty' | 'unread';
  /** Null where it is unread. */
  readonly source: FormSource | null;
}

/** The signed field of a form: which one it is, and when it was served. One for pasted forms never grows old. */
export function stampForm(keyring: Keyring, source: FormSource, now: number): string {
  const servedAt = source === 'html' ? PASTED_AT : now;
  return signToken(keyring.current, 'form', `${source}_${servedAt.toString(36)}`);
}

/** Stands for the stamp until a page is answered with. No page can hold it otherwise: it is made at the start. */
const HOLE = `stamp-${randomUUID()}`;

/** Where a page drawn for everybody has the stamp of a form. */
export function stampHole(source: FormSource): string {
  return `${HOLE}-${source}`;
}

/** A page as it is served now, every form on it stamped. */
export function stamped(html: string, keyring: Keyring, now: number): string {
  return FORM_SOURCES.reduce((text, source) => {
    const hole = stampHole(source);
    return text.includes(hole) ? text.replaceAll(hole, stampForm(keyring, source, now)) : text;
  }, html);
}

/** A page without what is new every time: what its tag is made of. */
export function unstamped(html: string): string {
  return html.replaceAll(HOLE, '');
}

export function readStamp(keyring: Keyring, stamp: string, now: number): StampReading {
  const [name, time] = (readToken(keyring, 'form', stamp, now) ?? '').split('_');
  const source = FORM_SOURCES.find(known => known === name);
  if (source === undefined || time === undefined) return { kind: 'unread', source: null };
  const servedAt = Number.parseInt(time, 36);
  const age = now - servedAt;
  if (servedAt === PASTED_AT || age > MOST_MS) return { kind: 'untimed', source };
  return { kind: age >= LEAST_MS ? 'timed' : 'hasty', source };
}
