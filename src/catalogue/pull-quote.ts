export const PULL_LIMIT = 140;

/** The quote's first sentence, cut at a word to at most 140 characters (code points) when it is longer. */
export function pullFrom(quote: string): string {
  return cutAtWord(firstSentence(quote), PULL_LIMIT);
}

/** `text` on one line in at most `limit` code points, ending in `…` when something was cut off. */
export function cutAtWord(text: string, limit: number): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  // Code points are never more than code units, which are there without counting.
  if (line.length <= limit) return line;
  const characters = Array.from(line);
  if (characters.length <= limit) return line;
  const room = characters.slice(0, limit).join('');
  const lastBlank = room.lastIndexOf(' ');
  // A script without blanks, or one endless word, can only be cut anywhere.
  const kept = lastBlank > limit / 2 ? room.slice(0, lastBlank) : characters.slice(0, limit - 1).join('');
  return `${kept.replace(/[\s,;:.–—-]+$/u, '')}…`;
}

/** Characters; any number well above the limit. */
const LOOKED_AT = 1_000;

const ABBREVIATION = /(?:^|[\s(])(?:e\.g|i\.e|vs|cf|approx|dr|mr|mrs|ms|prof)\.$/iu;

function firstSentence(quote: string): string {
  const first = quote.trim().split('\n', 1)[0] ?? '';
  // What follows is cut off in any case, and patterns that look for an end go over endless blanks or dots again and again.
  const paragraph = first.replace(/\s+/gu, ' ').trim().slice(0, LOOKED_AT);
  for (const end of paragraph.matchAll(/[.!?…]+["'”’»)\]]*(?=\s|$)|[。！？]+/gu)) {
    const sentence = paragraph.slice(0, end.index + end[0].length);
    const goesOn = /^\s+\p{Ll}/u.test(paragraph.slice(sentence.length));
    if (!goesOn && !ABBREVIATION.test(sentence)) return sentence;
  }
  return paragraph;
}
