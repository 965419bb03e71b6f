/**
 * Headers of every page that the token in its address opens: nobody else learns of it, nothing keeps it. Such pages stay
 * uncompressed too, because a secret stands next to what somebody typed.
 *
 * With `no-referrer` browsers send `Origin: null` with the page's own forms; own-forms.ts knows.
 */
export const TOKEN_PAGE = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex',
};
