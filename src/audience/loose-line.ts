import { type ParsedAddress, parseAddress } from './address.ts';
import { unguardFormula } from './formula-guard.ts';
import { fold } from './moving/field.ts';
import { type Leave, saysLeft } from './moving/meaning.ts';
import { withoutInvisible } from './visible-text.ts';

/** Who asks for no mail, read from a line of which nothing else may be trusted. */
export interface LooseLeave {
  readonly email: string;
  readonly dedupeKey: string;
  readonly status: Leave;
}

/** Whether it is a word by which somebody leaves, in whichever service's files. */
export function isLeavingWord(text: string): boolean {
  return saysLeft(text);
}

/** Whether a line, whatever its quotation marks mean, holds an address as a cell of its own. */
export function tellsAddress(text: string): boolean {
  return text.includes('@') && pieces(text).some(piece => forgivenAddress(piece) !== null);
}

export function tellsLeave(text: string): boolean {
  return pieces(text).some(isLeavingWord);
}

/**
 * The leave in a row whose cells cannot be told apart. A reader must not stay because of a comma too many; so any cell
 * may hold the word, and the address is the one where the header says, or the only one.
 * @param emailAt the column of the address, from 0
 * @param told the words by which somebody leaves in this file; `all` where everybody has who stands in it
 */
export function looseLeave(
  text: string,
  emailAt: number,
  told: { readonly words: ReadonlyMap<string, Leave>; readonly all: Leave | null },
): LooseLeave | null {
  const all = pieces(text);
  const [word] = all.map(piece => told.words.get(fold(piece))).filter(leave => leave !== undefined);
  const status = told.all ?? word;
  if (status === undefined) return null;
  const atItsPlace = forgivenAddress(all[emailAt] ?? '');
  if (atItsPlace) return { ...atItsPlace, status };
  const found = new Map(
    all
      .map(forgivenAddress)
      .filter(address => address !== null)
      .map(address => [address.dedupeKey, address]),
  );
  const [only, ...others] = found.values();
  return only && others.length === 0 ? { ...only, status } : null;
}

/** The cells as they would be if no quotation mark meant anything, whatever separates them. */
function pieces(text: string): string[] {
  return text.split(/[,;\t\n]/).map(piece => unguardFormula(piece.replaceAll('"', '').trim()));
}

type Address = Omit<Extract<ParsedAddress, { kind: 'ok' }>, 'kind'>;

/** Read as whoever leaves must have meant it: without what a copy from a mail or a page brings along. */
function forgivenAddress(text: string): Address | null {
  if (!text.includes('@')) return null;
  const bare = withoutInvisible(text).trim();
  const parsed = parseAddress(/<([^<>]*)>$/.exec(bare)?.[1] ?? bare.replace(/^mailto:/i, ''));
  return parsed.kind === 'ok' ? { email: parsed.email, dedupeKey: parsed.dedupeKey } : null;
}
