import { hash } from 'node:crypto';
import { linkSlots, mustBeSafe } from '../../render/compiled-mail.ts';
import type { Slot } from '../../render/placeholders.ts';
import { linkBase } from '../reader-links.ts';
import type { BulkMail } from './mailer.ts';

/** A mail of the batch as JSON, cut where readers differ. */
export interface Template {
  readonly pieces: readonly Piece[];
  /** Bytes of all fixed pieces. */
  readonly fixed: number;
  /** Of every part in its order: the fixed bytes, and whose place each other one is. */
  readonly sha256: string;
  /** `<slot>=` and what of the address all readers share, in the order of a reader's tokens. */
  readonly slots: readonly string[];
}

/** Bytes that all readers share, or the place of one of a reader's words. */
type Piece = { readonly kind: 'fixed'; readonly bytes: Buffer } | OwnPiece | TokenPiece;
type OwnPiece = { readonly kind: 'own'; readonly name: keyof OwnWords };
/** `at` is the token's place among the reader's. */
type TokenPiece = { readonly kind: 'token'; readonly at: number };

/** Where one of a reader's words or addresses stands. */
export type Place = OwnPiece | { readonly kind: 'url'; readonly slot: Exclude<Slot, 'reader'> };

/** A reader's own words, ready to stand between the quotes of a JSON string. */
export interface OwnWords {
  readonly to: string;
  readonly delivery: string;
  readonly readerHtml: string;
  readonly readerText: string;
}

/** Cuts a mail into what is fixed and what is a reader's. What its addresses share is fixed and looked at once. */
export function joined({ compiled, publicUrl }: BulkMail, parts: readonly (string | Place)[]): Template {
  const bases = linkSlots(compiled.votes).map(slot => ({ slot, base: linkBase(publicUrl, slot) }));
  for (const { slot, base } of bases) mustBeSafe(slot, base);
  const slots = [...bases, { slot: 'unsubscribe-token', base: '' }];
  const pieces: readonly Piece[] = merged(
    parts.flatMap((part): (string | OwnPiece | TokenPiece)[] => {
      if (typeof part === 'string' || part.kind === 'own') return [part];
      const at = slots.findIndex(({ slot }) => slot === part.slot);
      return [slots[at]?.base ?? '', { kind: 'token', at }];
    }),
  );
  return {
    pieces,
    fixed: pieces.reduce((sum, piece) => sum + (piece.kind === 'fixed' ? piece.bytes.length : 0), 0),
    sha256: hash('sha256', merged(parts).map(pieceLine).join('\n'), 'hex'),
    slots: slots.map(({ slot, base }) => `${slot}=${base}`),
  };
}

/** Neighbouring texts become one piece, encoded once. */
function merged<Own extends object>(
  parts: readonly (string | Own)[],
): ({ readonly kind: 'fixed'; readonly bytes: Buffer } | Own)[] {
  const pieces: ({ readonly kind: 'fixed'; readonly bytes: Buffer } | Own)[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') pieces.push({ kind: 'fixed', bytes: Buffer.from(text, 'utf8') });
    text = '';
  };
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    flush();
    pieces.push(part);
  }
  flush();
  return pieces;
}

function pieceLine(piece: { readonly kind: 'fixed'; readonly bytes: Buffer } | Place): string {
  switch (piece.kind) {
    case 'fixed':
      return `fixed ${hash('sha256', piece.bytes, 'hex')}`;
    case 'own':
      return `own ${piece.name}`;
    case 'url':
      return `url ${piece.slot}`;
  }
}

/** Between the quotes of a JSON string. */
export function inJson(words: string): string {
  return escaped.test(words) ? JSON.stringify(words).slice(1, -1) : words;
}

/** What JSON.stringify may write as something else: of surrogates only those that are alone. */
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/;
