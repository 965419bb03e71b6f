export type Scheme = 'light' | 'dark';

/**
 * A mail or page as a client in that scheme shows it, on a screen in any scheme: a frame cannot be told its scheme, so
 * the document's own question after it is answered (by a query that always or never holds). Only style sheets and the
 * declarations in the head are touched; no word of the mail is.
 */
export function inScheme(html: string, scheme: Scheme): string {
  const answer = scheme === 'dark' ? '(min-width:0px)' : '(max-width:0px)';
  return html
    .replaceAll(/<style\b[^>]*>[^<]*<\/style>/gi, sheet =>
      sheet
        .replaceAll(/\(\s*prefers-color-scheme\s*:\s*dark\s*\)/g, answer)
        .replaceAll(/color-schemes?\s*:\s*light dark/g, declaration =>
          declaration.replace('light dark', scheme),
        ),
    )
    .replaceAll(/(<meta name="(?:supported-)?color-schemes?" content=")light dark"/g, `$1${scheme}"`);
}
