/** Where a text stops being JSON. V8's own message names no place for the most common faults. */
export interface JsonFault {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** What is wrong, in words: `expected a value`. */
  readonly message: string;
  /** The line from the fault on, as JSON and shortened; `nothing` at the end of the text. */
  readonly found: string;
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or ]' | ', or }' | 'end';

const WORDS: Record<Expected, string> = {
  value: 'a value',
  'value or ]': 'a value or "]"',
  key: 'a key in double quotes',
  'key or }': 'a key in double quotes or "}"',
  ':': '":" after the key',
  ', or ]': '"," or "]"',
  ', or }': '"," or "}"',
  end: 'the end',
};

/** The first fault of `text`, null when `JSON.parse` would take it. */
export function findJsonFault(text: string): JsonFault | null {
  const open: ('[' | '{')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    at = match(/[ \t\n\r]*/y, text, at);
    if (at >= text.length) return expected === 'end' ? null : fault(text, at, `expected ${WORDS[expected]}`);
    const step = take(text, at, expected, open);
    if ('message' in step) return fault(text, step.at, step.message);
    ({ at, expected } = step);
  }
}

type Step = { at: number; expected: Expected } | { at: number; message: string };

function take(text: string, at: number, expected: Expected, open: ('[' | '{')[]): Step {
  const character = text[at] ?? '';
  const wrong = { at, message: `expected ${WORDS[expected]}` };
  if (character === ']' && (expected === 'value or ]' || expected === ', or ]')) return close(at, open);
  if (character === '}' && (expected === 'key or }' || expected === ', or }')) return close(at, open);
  switch (expected) {
    case 'value':
    case 'value or ]':
      return takeValue(text, at, open) ?? wrong;
    case 'key':
    case 'key or }':
      return character === '"' ? takeString(text, at, ':') : wrong;
    case ':':
      return character === ':' ? { at: at + 1, expected: 'value' } : wrong;
    case ', or ]':
      return character === ',' ? { at: at + 1, expected: 'value' } : wrong;
    case ', or }':
      return character === ',' ? { at: at + 1, expected: 'key' } : wrong;
    case 'end':
      return wrong;
  }
}

function takeValue(text: string, at: number, open: ('[' | '{')[]): Step | null {
  const character = text[at];
  if (character === '[' || character === '{') {
    open.push(character);
    return { at: at + 1, expected: character === '[' ? 'value or ]' : 'key or }' };
  }
  if (character === '"') return takeString(text, at, afterValue(open));
  const end = match(/true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y, text, at);
  return end === at ? null : { at: end, expected: afterValue(open) };
}

function takeString(text: string, start: number, next: Expected): Step {
  let at = start + 1;
  for (;;) {
    at = match(/[^"\\\u0000-\u001f]*/y, text, at);
    const character = text[at];
    if (character === '"') return { at: at + 1, expected: next };
    if (character === undefined) return { at: start, message: 'this quoted text is never closed' };
    if (character !== '\\') return { at, message: 'a line break or control character inside a quoted text' };
    const escaped = match(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y, text, at);
    if (escaped === at) return { at, message: 'a backslash that escapes nothing' };
    at = escaped;
  }
}

function close(at: number, open: ('[' | '{')[]): Step {
  open.pop();
  return { at: at + 1, expected: afterValue(open) };
}

function afterValue(open: readonly ('[' | '{')[]): Expected {
  const innermost = open.at(-1);
  if (innermost === undefined) return 'end';
  return innermost === '[' ? ', or ]' : ', or }';
}

/** Where `pattern` (sticky) ends when it is tried at `at`; `at` itself when it does not match. */
function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function fault(text: string, at: number, message: string): JsonFault {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  const found = /.*/y.exec(text.slice(at, at + 40))?.[0];
  return {
    line: before.split('\n').length,
    column: at - lineStart + 1,
    message,
    found: at < text.length ? JSON.stringify(found) : 'nothing',
  };
}
