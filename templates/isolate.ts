export interface Segment {
  readonly text: string;
  /** `name`: its writing direction must not turn the words around it. `figures`: must not be broken over two lines. */
  readonly kind: 'words' | 'name' | 'figures';
}

const letter = '[\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc]|[\\ud802-\\ud803\\ud83a-\\ud83b].';
const rightToLeft = new RegExp(letter);
/** Right-to-left words in a row, for a name that a sentence has cut short. */
const rightToLeftWords = new RegExp(`((?:${letter})(?:(?:[\\s'’-]?(?:${letter}))*))`);
/** `(53–68%)`, `4–0 against 3–1.`: a browser would break the dash, and leave the last tally alone on a line. */
const figures = /(\S*\d–\d\S*(?: \S+ \S*\d–\d\S*)?)/;

export function isRightToLeft(text: string): boolean {
  return rightToLeft.test(text);
}

/**
 * Cuts a sentence where a browser would treat it badly: at right-to-left names (without isolation "NAME, 4–0" is shown
 * as "0–4 ,NAME") and at tallies. The segments joined are the sentence.
 */
export function isolate(sentence: string, names: readonly string[]): Segment[] {
  const turning = names.filter(name => name !== '' && isRightToLeft(name));
  let segments: Segment[] = [{ text: sentence, kind: 'words' }];
  for (const cut of [...turning.map(atName), at(rightToLeftWords, 'name'), at(figures, 'figures')]) {
    segments = segments.flatMap(segment => (segment.kind === 'words' ? cut(segment.text) : [segment]));
  }
  return segments;
}

function atName(name: string): (text: string) => Segment[] {
  return at(new RegExp(`(${RegExp.escape(name)})`), 'name');
}

/** Every second part of a text split at a pattern in brackets is what the pattern found. */
function at(pattern: RegExp, kind: Segment['kind']): (text: string) => Segment[] {
  return text =>
    text
      .split(pattern)
      .map((part, index): Segment => ({ text: part, kind: index % 2 === 1 ? kind : 'words' }))
      .filter(segment => segment.text !== '');
}
