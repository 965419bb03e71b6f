import type { MxRecord } from 'node:dns';
import type { NameServer } from '../../machine/name-server.ts';

interface Records {
  readonly A: string;
  readonly AAAA: string;
  readonly MX: MxRecord;
  readonly NS: string;
  readonly PTR: string;
  readonly TXT: readonly string[];
}

/** What the DNS says of one name. */
export type Answer<Found> =
  | { readonly kind: 'found'; readonly records: readonly Found[] }
  | { readonly kind: 'none' }
  /** Nobody answered, or not about the name: that is no evidence of anything. */
  | { readonly kind: 'offline'; readonly why: string };

export type TextRecords =
  | { readonly kind: 'found'; readonly name: string; readonly texts: readonly string[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'offline'; readonly why: string };

/** TXT records under the first of `names` that has one which `matches`. */
export async function findText(
  server: NameServer,
  names: readonly string[],
  matches: (text: string) => boolean,
): Promise<TextRecords> {
  for (const name of names) {
    const answer = await ask(server, name, 'TXT');
    if (answer.kind === 'offline') return answer;
    // A long record comes in pieces of 255 bytes.
    const texts = answer.kind === 'none' ? [] : answer.records.map(pieces => pieces.join('')).filter(matches);
    if (texts.length > 0) return { kind: 'found', name, texts };
  }
  return noneOrOffline(server);
}

/** The records of one name; that there are none is only said by a name server that knows the world. */
export async function lookUp<Type extends keyof Records>(
  server: NameServer,
  name: string,
  type: Type,
): Promise<Answer<Records[Type]>> {
  const answer = await ask(server, name, type);
  return answer.kind === 'none' ? noneOrOffline(server) : answer;
}

/** What "there is none" is worth: a name server of a closed network says so of everything; one with a way out knows `com`. */
export async function noneOrOffline(
  server: NameServer,
): Promise<{ readonly kind: 'none' } | { readonly kind: 'offline'; readonly why: string }> {
  const answer = await ask(server, 'com', 'NS');
  return answer.kind === 'found'
    ? { kind: 'none' }
    : { kind: 'offline', why: 'its name server resolves no name at all' };
}

/** A server said that there is no such name, or no such record under it. */
const DEFINITELY_NONE = new Set(['ENOTFOUND', 'ENODATA']);

async function ask<Type extends keyof Records>(
  server: NameServer,
  name: string,
  type: Type,
): Promise<Answer<Records[Type]>> {
  try {
    const records = (await server.resolve(name, type)) as readonly Records[Type][];
    return records.length > 0 ? { kind: 'found', records } : { kind: 'none' };
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    return DEFINITELY_NONE.has(why) ? { kind: 'none' } : { kind: 'offline', why };
  }
}

/** `a.b.example.com` and what stands above it, down to two labels. */
export function withParents(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(0, Math.max(1, labels.length - 1)).map((_, index) => labels.slice(index).join('.'));
}
