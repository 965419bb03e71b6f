export interface Segment {
  readonly text: string;
  /** `name`: its writing direction must not turn the words around it. `figures`: must not be broken over two lines. */
  readonly kind: 'words' | 'name' | 'figures';
}

const letter =
  '[\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}\\p{Script=Adlam}]';
const rightToLeft = new RegExp(letter, 'u');
/** Right-to-left words in a row: a name that a sentence has cut short, or that nobody told us of. */
const rightToLeftWords = new RegExp(`(${letter}(?:[\\s'’-]?${letter}|\\p{Mark})*)`, 'u');
/**
 * `(53–68%)`, `3 to 1 each.`, `4–0 against 3–1.`: a browser would break the dash, and leave the last tally alone on a
 * line. Not over a comma, where a line may end. `$9.99/mo`: browsers break after the slash.
 */
const figures =
  /(\S*\d–\d[^\s,]*(?: \S+ \S*\d–\d\S*)?|\d+ to \d+(?: each)?[^\s,]*|[^\s/]*\d\/(?:seat\/)?mo\b[^\s,]*)/;

export function isRightToLeft(text: string): boolean {
  return rightToLeft.test(text);
}

/**
 * Cuts a sentence where a browser would treat it badly: at right-to-left names (without isolation "NAME, 4–0" is shown
 * as "0–4 ,NAME") and at tallies. The segments joined are the sentence.
 */
export function isolate(sentence: string, names: readonly string[]): Segment[] {
  let segments: Segment[] = [{ text: sentence, kind: 'words' }];
  const cut = (cutter: (text: string) => Segment[]) => {
    segments = segments.flatMap(segment => (segment.kind === 'words' ? cutter(segment.text) : [segment]));
  };
  for (const name of names.filter(isRightToLeft)) cut(text => atName(text, name));
  cut(text => atPattern(text, rightToLeftWords, 'name'));
  cut(text => atPattern(text, figures, 'figures'));
  return segments;
}

function atName(text: string, name: string): Segment[] {
  return text
    .split(name)
    .flatMap((rest, index): Segment[] => [
      ...(index === 0 ? [] : [{ text: name, kind: 'name' as const }]),
      { text: rest, kind: 'words' },
    ])
    .filter(segment => segment.text !== '');
}

/** Every second part of a text split at a pattern in brackets is what the pattern found. */
function atPattern(text: string, pattern: RegExp, kind: Segment['kind']): Segment[] {
  return text
    .split(pattern)
    .map((part, index): Segment => ({ text: part, kind: index % 2 === 1 ? kind : 'words' }))
    .filter(segment => segment.text !== '');
}
