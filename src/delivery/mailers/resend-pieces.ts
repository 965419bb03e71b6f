import { hash } from 'node:crypto';
import { linkSlots, mustBeSafe } from '../../render/compiled-mail.ts';
import type { Slot } from '../../render/placeholders.ts';
import { linkBase } from '../reader-links.ts';
import type { BulkMail } from './mailer.ts';

/** A mail of the batch as JSON, cut where readers differ. */
export interface Template {
  /** Bytes that all readers share, or the place of one of a reader's words: its number among them. */
  readonly pieces: readonly (Buffer | number)[];
  /** Bytes of all fixed pieces. */
  readonly fixed: number;
  /** How often each of a reader's words stands in it. */
  readonly counts: readonly number[];
  /** Of every part in its order: the fixed bytes, and whose place each other one is. */
  readonly sha256: string;
  /** `<slot>=` and what of the address all readers share, in the order of a reader's tokens. */
  readonly slots: readonly string[];
}

/** Where one of a reader's words or addresses stands. */
export type Place =
  | { readonly kind: 'own'; readonly name: OwnName }
  | { readonly kind: 'url'; readonly slot: Exclude<Slot, 'reader'> }
  /** The word that a mail API wants beside them, after all others. */
  | { readonly kind: 'more' };

/** A reader's own words in their order, which those of their tokens follow. */
export const OWN_NAMES = ['to', 'delivery', 'readerHtml', 'readerText'] as const;
type OwnName = (typeof OWN_NAMES)[number];

/** Cuts a mail into what is fixed and what is a reader's. What its addresses share is fixed and looked at once. */
export function joined({ compiled, publicUrl }: BulkMail, parts: readonly (string | Place)[]): Template {
  const bases = linkSlots(compiled.votes).map(slot => ({ slot, base: linkBase(publicUrl, slot) }));
  for (const { slot, base } of bases) mustBeSafe(slot, base);
  const slots = [...bases, { slot: 'unsubscribe-token', base: '' }];
  const cut = merged(
    parts.flatMap((part): (string | number)[] => {
      if (typeof part === 'string') return [part];
      if (part.kind === 'own') return [OWN_NAMES.indexOf(part.name)];
      if (part.kind === 'more') return [OWN_NAMES.length + slots.length];
      const at = slots.findIndex(({ slot }) => slot === part.slot);
      return [slots[at]?.base ?? '', OWN_NAMES.length + at];
    }),
  );
  const pieces = cut.map(part => (typeof part === 'string' ? Buffer.from(part, 'utf8') : part));
  return {
    pieces,
    fixed: pieces.reduce<number>((sum, piece) => sum + (typeof piece === 'number' ? 0 : piece.length), 0),
    counts: [...OWN_NAMES, ...slots, 'more'].map((_, word) => pieces.filter(piece => piece === word).length),
    sha256: hash('sha256', merged(parts).map(partLine).join('\n'), 'hex'),
    slots: slots.map(({ slot, base }) => `${slot}=${base}`),
  };
}

/** Neighbouring texts become one, empty ones none. */
export function merged<Other extends object | number>(
  parts: readonly (string | Other)[],
): (string | Other)[] {
  const whole: (string | Other)[] = [];
  for (const part of parts) {
    const before = whole.at(-1);
    if (typeof part !== 'string') whole.push(part);
    else if (typeof before === 'string') whole[whole.length - 1] = before + part;
    else if (part !== '') whole.push(part);
  }
  return whole;
}

function partLine(part: string | Place): string {
  if (typeof part === 'string') return `fixed ${hash('sha256', part, 'hex')}`;
  if (part.kind === 'more') return 'more';
  return part.kind === 'own' ? `own ${part.name}` : `url ${part.slot}`;
}

/** Between the quotes of a JSON string. */
export function inJson(words: string): string {
  return escaped.test(words) ? JSON.stringify(words).slice(1, -1) : words;
}

/** What JSON.stringify may write as something else: of surrogates only those that are alone. */
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/;
