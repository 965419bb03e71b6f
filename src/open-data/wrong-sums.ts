import type { IssueDocument, PairingDocument } from './document.ts';
import { differences, type Mismatch } from './mismatch.ts';
import { type PairingData, panelOf } from './pairing-data.ts';
import { tallyData } from './readers-data.ts';

/** Every number of an issue that its own data contradict: shares of the panel, tallies, intervals, sums of terms. */
export function wrongSumsOfIssue({ publication, week, page, pairings }: IssueDocument): Mismatch[] {
  return [
    ...differences(
      { published: page, recomputed: `${publication.url}/issues/${week}` },
      '$.page',
      OF_ADDRESS,
    ),
    ...pairings.flatMap((pairing, index) => {
      const path = `$.pairings[${index}]`;
      const position = { published: pairing.position, recomputed: index + 1 };
      return [
        ...differences(position, `${path}.position`, 'Pairings stand in their order.'),
        ...wrongSums(pairing, path, publication.url),
      ];
    }),
  ];
}

export function wrongSumsOfPairing({ publication, pairing }: PairingDocument): Mismatch[] {
  return wrongSums(pairing, '$.pairing', publication.url);
}

const OF_ADDRESS = 'It follows from the address of the site.';

function wrongSums(pairing: PairingData, path: string, site: string): Mismatch[] {
  const { slug, page, lead, a, b, readers, score, terms } = pairing;
  const panel = panelOf(pairing);
  const sum = Object.values(terms).reduce((total, term) => total + term, 0);
  const ofNames = 'It follows from the names of the two tools.';
  const ofVerdicts = 'It follows from the verdicts.';
  return [
    ...differences({ published: slug, recomputed: `${a.slug}-vs-${b.slug}` }, `${path}.slug`, ofNames),
    ...differences({ published: page, recomputed: `${site}/compare/${slug}` }, `${path}.page`, OF_ADDRESS),
    ...differences({ published: lead, recomputed: panel.lead }, `${path}.lead`, ofVerdicts),
    ...differences({ published: a.panel, recomputed: panel.a.panel }, `${path}.a.panel`, ofVerdicts),
    ...differences({ published: b.panel, recomputed: panel.b.panel }, `${path}.b.panel`, ofVerdicts),
    ...differences({ published: score, recomputed: sum }, `${path}.score`, 'It is the sum of its terms.'),
    ...wrongTally(readers, `${path}.readers`),
  ];
}

function wrongTally(readers: PairingData['readers'], path: string): Mismatch[] {
  if (readers === null) return [];
  const { state, tally } = readers;
  if (tally === null) {
    const told = { published: tally, recomputed: undefined };
    return state === 'told'
      ? [{ path: `${path}.tally`, ...told, why: 'A vote that is told has numbers.' }]
      : [];
  }
  const recomputed = tallyData(tally.counts);
  return [
    ...differences(
      { published: state, recomputed: 'told' },
      `${path}.state`,
      'It has numbers, so it is told.',
    ),
    ...differences({ published: tally, recomputed }, `${path}.tally`, 'It follows from the counts.'),
  ];
}
