import type { DeskBrowser } from '../support/desk.ts';
import { PAGE } from './desk-week.ts';

export const WORDS = `${PAGE}/words`;

/** The hidden fields and the values of the words' form as a browser would send them. */
export function wordsForm(html: string): Record<string, string> {
  const form = /<form[^>]*\/words"[^>]*>[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const inputs = [...form.matchAll(/<input[^>]*>/g)].map(
    ([tag]) => [attribute(tag, 'name'), attribute(tag, 'value')] as const,
  );
  const areas = [...form.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g)].map(
    ([, tag = '', value = '']) => [attribute(tag, 'name'), decoded(value.replace(/^\n/, ''))] as const,
  );
  return Object.fromEntries([...inputs, ...areas]);
}

export function attribute(tag: string, name: string): string {
  return decoded(new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

function decoded(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** The words' form as it is served now. */
export async function served(browser: DeskBrowser): Promise<Record<string, string>> {
  return wordsForm(await browser.page(WORDS));
}
