export type Scheme = 'light' | 'dark';

/**
 * The mail as a client in that scheme shows it, on a screen in any scheme: a frame cannot be told its scheme, so the
 * media query itself is answered (by one that always or never holds). Nothing else of the mail changes.
 */
export function inScheme(html: string, scheme: Scheme): string {
  const answer = scheme === 'dark' ? '(min-width:0px)' : '(max-width:0px)';
  return html
    .replaceAll(/\(\s*prefers-color-scheme\s*:\s*dark\s*\)/g, answer)
    .replaceAll(/color-scheme\s*:\s*light dark/g, `color-scheme:${scheme}`)
    .replaceAll('content="light dark"', `content="${scheme}"`);
}
