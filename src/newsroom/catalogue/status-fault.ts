/** What a status other than 200 and 304 says of a catalogue's server, and what to do about it. */
export function statusFault(status: number): { readonly reason: string; readonly fix: string } {
  const reason = `Its server answered ${status}${WORDS[status] === undefined ? '' : ` (${WORDS[status]})`}.`;
  if (status === 401 || status === 403 || status === 407)
    return { reason, fix: 'Check CATALOGUE_TOKEN: it may be missing, wrong or expired.' };
  if (status === 404 || status === 410)
    return { reason, fix: 'Check the address in CATALOGUE: there is nothing at it.' };
  if (status === 429) return { reason, fix: 'It is asked too often: call /hooks/catalogue less.' };
  if (status >= 500) return { reason, fix: 'The fault is at its server: try again once it is up.' };
  return { reason, fix: 'Let the address answer 200 with the catalogue.' };
}

const WORDS: Readonly<Record<number, string>> = {
  401: 'no token, or a wrong one',
  403: 'not allowed',
  404: 'not found',
  410: 'gone',
  429: 'too many requests',
  500: 'a fault of its own',
  502: 'a gateway without an answer',
  503: 'not available',
  504: 'a gateway out of time',
};
