/** A key that stands twice in one object: JSON.parse takes the last one without a word. */
export interface DuplicateKey {
  /** `.tools[3].url`, from the top of the text. */
  readonly path: string;
  readonly key: string;
  /** Of the first one and of this one, from 1. */
  readonly lines: readonly [number, number];
}

interface Open {
  readonly path: string;
  /** By key, where it stood; null for an array. */
  readonly keys: Map<string, number> | null;
  index: number;
  /** The key whose value comes next. */
  key: string | null;
}

/** Of thousands the first hundred are enough to see why. */
const MOST = 100;

/** The repeated keys of a text that JSON.parse takes, in the order of the text. */
export function duplicateKeys(text: string): DuplicateKey[] {
  const found: DuplicateKey[] = [];
  const open: Open[] = [];
  for (const { token, index } of tokensOf(text)) {
    const top = open.at(-1);
    if (token === '{' || token === '[') {
      open.push({ path: pathIn(top), keys: token === '{' ? new Map() : null, index: 0, key: null });
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token === ',' && top) {
      top.index += 1;
      top.key = null;
    } else if (token.startsWith('"') && top?.keys && top.key === null) {
      top.key = JSON.parse(token) as string;
      const first = top.keys.get(top.key);
      if (first === undefined) top.keys.set(top.key, index);
      else found.push({ path: pathIn(top), key: top.key, lines: [lineAt(text, first), lineAt(text, index)] });
      if (found.length === MOST) break;
    }
  }
  return found;
}

/** Quoted texts and brackets. By hand: a pattern that goes over a text of millions of escapes runs out of stack. */
function* tokensOf(text: string): Generator<{ readonly token: string; readonly index: number }> {
  const next = /["{}[\],:]/g;
  for (let found = next.exec(text); found !== null; found = next.exec(text)) {
    const { index } = found;
    if (found[0] === '"') next.lastIndex = afterQuoted(text, index);
    yield { token: text.slice(index, next.lastIndex), index };
  }
}

function afterQuoted(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function pathIn(open: Open | undefined): string {
  if (!open) return '';
  return open.keys ? `${open.path}${named(open.key ?? '')}` : `${open.path}[${open.index}]`;
}

/** A key that would not stand in a line as it is stands there in quotes. */
function named(key: string): string {
  return /^[\w$-]{1,80}$/.test(key) ? `.${key}` : `[${JSON.stringify(key.slice(0, 80))}]`;
}

/** @returns from 1 */
export function lineAt(text: string, at: number): number {
  let line = 1;
  for (let next = text.indexOf('\n'); next !== -1 && next < at; next = text.indexOf('\n', next + 1))
    line += 1;
  return line;
}
