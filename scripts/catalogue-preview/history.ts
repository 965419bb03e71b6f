import { readFile } from 'node:fs/promises';
import { PAIRING_FORMAT, type PairingDocument } from '../../src/open-data/document.ts';
import type { PastIssue } from '../../src/pairing/pairing.ts';
import { weekNumber } from '../../src/pairing/week.ts';

const DEADLINE_MS = 30_000;

/**
 * What a publication has shown by now, from its open data.
 * @param place of `verdicts.ndjson`: an address or a file
 * @throws where it cannot be read: nothing may look new that is not
 */
export async function pastFrom(place: string): Promise<PastIssue[]> {
  const text = /^https?:/u.test(place) ? await fetched(place) : await readFile(place, 'utf8');
  const pairings = text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as PairingDocument)
    .filter(({ format }) => format === PAIRING_FORMAT);
  const weeks = Map.groupBy(pairings, ({ week }) => week);
  return Array.from(weeks, ([week, of]) => {
    // Throws on what is none.
    weekNumber(week);
    return {
      week,
      pairings: of.map(({ pairing: { a, b, category } }) => ({ a: a.slug, b: b.slug, category })),
    };
  });
}

async function fetched(address: string): Promise<string> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(DEADLINE_MS) });
  if (!answer.ok) throw new Error(`${address} answers with status ${answer.status}.`);
  return answer.text();
}
