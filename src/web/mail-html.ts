/** Nothing in a mail may run, load from elsewhere or reach the page around it; its links open in a tab of their own. */
export const MAIL_HTML_HEADERS = {
  'Content-Security-Policy':
    'sandbox allow-popups allow-popups-to-escape-sandbox; ' +
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
  'X-Frame-Options': 'SAMEORIGIN',
} as const;

/**
 * The HTML part as the viewer shows it: the mail's own bytes and one element that sends its links to a new tab, since
 * our pages refuse to be shown inside a frame.
 */
export function withOutwardLinks(html: string): string {
  const place = /<head(\s[^>]*)?>/i.exec(html) ?? /^\s*<!doctype[^>]*>/i.exec(html);
  const at = place === null ? 0 : place.index + place[0].length;
  return `${html.slice(0, at)}<base target="_blank">${html.slice(at)}`;
}
