import { baseOf } from './language.ts';

/** What publications compare, in one word or several. */
export interface Noun {
  readonly one: string;
  readonly many: string;
}

/** "a tool", "an app". By the letter it begins with: English goes by the sound, which no program knows. */
function withArticle(one: string): string {
  return `${/^[aeiou]/iu.test(one) ? 'an' : 'a'} ${one}`;
}

/** The noun as `{withArticle}` fills a pattern: English has articles that no gender decides, other languages get it bare. */
export function articled(one: string, language: string): string {
  return baseOf(language) === 'en' ? withArticle(one) : one;
}

/** Where it begins a sentence. */
export function capital(words: string): string {
  const [first = ''] = words;
  return first.toUpperCase() + words.slice(first.length);
}
