import { expect } from 'vitest';
import type { RawAnswer } from './raw-http.ts';

/** Every header that an answer of ours, or of the server beneath it, may have. */
const KNOWN_HEADERS = new Set(
  (
    'allow cache-control connection content-disposition content-encoding content-length content-security-policy ' +
    'content-type cross-origin-opener-policy cross-origin-resource-policy date etag keep-alive link location ' +
    'permissions-policy referrer-policy strict-transport-security transfer-encoding vary x-content-type-options ' +
    'x-dns-prefetch-control x-download-options x-frame-options x-permitted-cross-domain-policies x-request-id ' +
    'x-robots-tag x-xss-protection'
  ).split(' '),
);
/** What hostile texts would like to see in a header: none of ours holds any of it. */
const STOLEN = /stolen|victims|evil|alert\(|etc\/passwd|constructor|__proto__|drop table/i;
const MARKUP = /[<>"'&]/;

/** No fault, no header that a visitor made, nothing typed that a browser would take for markup. */
export function expectHarmless(what: string, typed: string, answer: RawAnswer): void {
  expect(answer.status, what).toBeLessThan(500);
  for (const [name, value] of answer.headers) {
    expect(KNOWN_HEADERS.has(name), `${what}: header ${name}`).toBe(true);
    expect(value, `${what}: ${name}`).not.toMatch(STOLEN);
  }
  const names = answer.headers.map(([name]) => name).filter(name => name !== 'vary');
  expect(new Set(names).size, `${what}: a header twice`).toBe(names.length);
  const type = answer.headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  // What is typed may stand in JSON as JSON writes it; browsers never read that as a page.
  if (type.startsWith('application/json')) expect(() => JSON.parse(chunkless(answer)), what).not.toThrow();
  else expectUnwritten(what, typed, answer.body);
}

/** A typed text with signs of markup in it stands nowhere as it was typed. */
export function expectUnwritten(what: string, typed: string, written: string): void {
  if (typed.length > 3 && MARKUP.test(typed)) {
    expect(written.includes(typed), `${what}: written as it was typed`).toBe(false);
  }
  expect(written, what).not.toMatch(/<script>alert|<img src=x|<svg onload|<a href="https:\/\/evil/);
}

function chunkless({ headers, body }: RawAnswer): string {
  const isChunked = headers.some(([name, value]) => name === 'transfer-encoding' && value === 'chunked');
  return isChunked ? body.replace(/^[0-9a-f]+\r\n/, '').replace(/\r\n0\r\n\r\n$/, '') : body;
}
