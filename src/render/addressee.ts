import { isolated } from './isolated-text.ts';
import { readerLine } from './reader-text.ts';

/**
 * Whom a mail went to, so that readers of several addresses know which one to take off: "Ada Lovelace (ada@example.com)".
 * @param reader the name, or the address where none was given
 */
export function addresseeLine(reader: string, address: string): string {
  const [name, to] = [readerLine(reader), readerLine(address)];
  return name === '' || name === to ? to : `${isolated(name, { direction: 'ltr' })} (${to})`;
}
