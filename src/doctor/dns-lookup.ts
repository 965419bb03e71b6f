/** The part of `node:dns/promises` that is used; tests point a real Resolver at a server of their own. */
export interface TextResolver {
  resolveTxt(name: string): Promise<string[][]>;
  resolveNs(name: string): Promise<string[]>;
}

export type TextRecords =
  | { readonly kind: 'found'; readonly name: string; readonly texts: readonly string[] }
  | { readonly kind: 'none' }
  /** Nobody answered, or not about the name: that is no evidence of anything. */
  | { readonly kind: 'offline'; readonly why: string };

/** A server said that there is no such name, or no such record under it. */
const DEFINITELY_NONE = new Set(['ENOTFOUND', 'ENODATA']);

/** TXT records under the first of `names` that has one which `matches`. */
export async function findText(
  resolver: TextResolver,
  names: readonly string[],
  matches: (text: string) => boolean,
): Promise<TextRecords> {
  for (const name of names) {
    const answer = await ask(resolver, name);
    if (typeof answer === 'string') return { kind: 'offline', why: answer };
    const texts = answer.filter(matches);
    if (texts.length > 0) return { kind: 'found', name, texts };
  }
  return (await seesTheWorld(resolver))
    ? { kind: 'none' }
    : { kind: 'offline', why: 'its name server resolves no name at all' };
}

/** A name server of a closed network says "no such name" of everything; one with a way out knows `com`. */
async function seesTheWorld(resolver: TextResolver): Promise<boolean> {
  try {
    return (await resolver.resolveNs('com')).length > 0;
  } catch {
    return false;
  }
}

/** @returns the records, or why there is no answer */
async function ask(resolver: TextResolver, name: string): Promise<string[] | string> {
  try {
    // A long record comes in pieces of 255 bytes.
    return (await resolver.resolveTxt(name)).map(pieces => pieces.join(''));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return DEFINITELY_NONE.has(code) ? [] : code;
  }
}

/** `a.b.example.com` and what stands above it, down to two labels. */
export function withParents(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(0, Math.max(1, labels.length - 1)).map((_, index) => labels.slice(index).join('.'));
}
