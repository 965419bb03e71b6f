/** Longest cause that is kept. */
const LONGEST = 120;

/**
 * What refusals of one kind have in common: a server's words without addresses, quotations, queue names and places, so
 * that a thousand readers refused for one reason are seen to be. Reply and status codes stay.
 */
export function causeOf(reason: string): string {
  const words = reason
    .toLowerCase()
    .replace(/^.*?recipients were rejected:\s*/, '')
    .replace(/"[^"]*"|'[^']*'|<[^>]*>|\[[^\]]*\]|\(address\)/g, ' ')
    .split(/\s+/)
    .map(word => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter(word => word !== '' && (!/\d/.test(word) || /^(\d{3}|\d\.\d{1,3}\.\d{1,3})$/.test(word)))
    .filter(word => !word.includes('://') && !/\.[a-z]{2,}(\/|$)/.test(word));
  return words.join(' ').slice(0, LONGEST).trim();
}
