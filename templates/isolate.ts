export interface Segment {
  readonly text: string;
  /** `name`: its writing direction must not turn the words around it. `figures`: must not be broken over two lines. */
  readonly kind: 'words' | 'name' | 'figures';
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802-\ud803\ud83a-\ud83b]/;
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
  for (const name of turning) {
    segments = segments.flatMap(segment =>
      segment.kind === 'words' ? cutAtName(segment.text, name) : [segment],
    );
  }
  return segments.flatMap(segment => (segment.kind === 'words' ? cutAtFigures(segment.text) : [segment]));
}

function cutAtName(text: string, name: string): Segment[] {
  const rests = text.split(name);
  return rests
    .flatMap((rest, index): Segment[] => [
      ...(index === 0 ? [] : [{ text: name, kind: 'name' as const }]),
      { text: rest, kind: 'words' },
    ])
    .filter(segment => segment.text !== '');
}

function cutAtFigures(text: string): Segment[] {
  return text
    .split(figures)
    .map((part, index): Segment => ({ text: part, kind: index % 2 === 1 ? 'figures' : 'words' }))
    .filter(segment => segment.text !== '');
}
