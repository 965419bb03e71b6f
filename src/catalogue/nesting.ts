/** No catalogue is nested nearly as deep; a text of nothing but brackets would fill the memory of whoever walks it. */
const MOST_DEEP = 64;

const QUOTE = 34;
const BACKSLASH = 92;

/** Where a JSON text is nested deeper than any catalogue is, as an index into it; -1 when it is not. */
export function tooDeepAt(text: string): number {
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isQuoted) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) isQuoted = false;
    } else if (code === QUOTE) isQuoted = true;
    // [ and {, then ] and }: they differ in one bit.
    else if ((code & ~32) === 91) {
      depth += 1;
      if (depth > MOST_DEEP) return at;
    } else if ((code & ~32) === 93) depth -= 1;
  }
  return -1;
}
