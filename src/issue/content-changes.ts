import { FALLBACK } from '../words/language.ts';
import { HOUSE_VERDICTS } from '../words/verdict-words.ts';
import { type Change, changed, changedFields, type Labels, matched } from './change.ts';
import type { IssueContent, LastWeekContent, PairingContent } from './content.ts';
import { scorecardChanges, toolChanges } from './tool-changes.ts';

const ISSUE: Labels<
  IssueContent,
  'lastWeek' | 'pairings' | 'links' | 'wordings' | 'verdicts' | 'language' | 'words' | 'footerLinks' | 'arm'
> = {
  subject: 'Subject',
  preheader: 'Preheader',
  intro: 'Intro',
  thin: 'Note on a thin week',
  week: 'Week',
  number: 'Number of the issue',
  date: 'Date',
  minutes: 'Reading time in minutes',
  publication: 'Name of the publication',
  postalAddress: 'Postal address',
  sample: 'Notice of sample data',
  replies: 'Invitation to reply',
};

const LINKS: Labels<IssueContent['links']> = {
  web: 'Link to the web version',
  howWePick: 'Link to how we pick',
  subscribe: 'Link to the sign-up',
};

const LAST_WEEK: Labels<LastWeekContent> = {
  title: 'Pairing',
  line: 'Result',
  againstPanel: 'Line on the panel',
  url: 'Link',
};

const PAIRING: Labels<PairingContent, 'slug' | 'a' | 'b' | 'lead' | 'rows' | 'position'> = {
  category: 'Category',
  verdict: 'Verdict line',
  pickA: 'First pick line',
  pickB: 'Second pick line',
  why: 'Why',
  gain: 'What readers get',
  pricesChecked: 'Date of the prices',
  compareUrl: 'Link to the comparison',
};

/** Every difference between two contents, in the order of the mail; none when they say the same. */
export function contentChanges(was: IssueContent, is: IssueContent): Change[] {
  return [
    ...changedFields(ISSUE, was, is),
    ...changedFields(LINKS, was.links, is.links),
    ...changed('Language', was.language ?? FALLBACK, is.language ?? FALLBACK),
    ...changed('Words of the verdicts', verdictWords(was), verdictWords(is)),
    ...changedFields(keysOf(was, is), was.words ?? {}, is.words ?? {}, key => `Own words “${key}”`),
    ...changed('Links in the footer', footerWords(was), footerWords(is)),
    ...lastWeekChanges(was.lastWeek, is.lastWeek),
    ...pairingsChanges(was.pairings, is.pairings),
  ];
}

function verdictWords({ verdicts = HOUSE_VERDICTS }: IssueContent): string {
  return `${verdicts.ship}, ${verdicts.skip}. ${verdicts.meaning}`;
}

/** The publication's own words in either, each under its key. */
function keysOf(was: IssueContent, is: IssueContent): Readonly<Record<string, string>> {
  const keys = Object.keys({ ...was.words, ...is.words }).sort();
  return Object.fromEntries(keys.map(key => [key, key]));
}

function footerWords({ footerLinks = [] }: IssueContent): string {
  return footerLinks.map(({ label, url }) => `${label}: ${url}`).join(' · ');
}

function lastWeekChanges(was: LastWeekContent | null, is: LastWeekContent | null): Change[] {
  const what = 'Last week’s vote';
  if (was === null && is === null) return [];
  if (was === null) return [{ what, kind: 'added', was: '', is: is === null ? '' : lastWeekWords(is) }];
  if (is === null) return [{ what, kind: 'removed', was: lastWeekWords(was), is: '' }];
  return changedFields(LAST_WEEK, was, is, label => `${label} of last week’s vote`);
}

function lastWeekWords({ title, line }: LastWeekContent): string {
  return `${title}: ${line}`;
}

function pairingsChanges(was: readonly PairingContent[], is: readonly PairingContent[]): Change[] {
  const { pairs, moved } = matched(was, is, pairing => pairing.slug);
  const gone = pairs.flatMap(pair => (pair.was && !pair.is ? [pair.was] : []));
  const come = pairs.flatMap(pair => (pair.is && !pair.was ? [pair.is] : []));
  const changes = swaps(gone, come);
  if (moved) changes.push({ what: 'Order of the pairings', kind: 'moved', was: titles(was), is: titles(is) });
  // Where the order or the set has changed, places follow from it.
  const keepPlaces = changes.length === 0;
  for (const pair of pairs) {
    if (!pair.was || !pair.is) continue;
    if (keepPlaces) changes.push(...placeChanges(pair.was, pair.is));
    changes.push(...pairingChanges(pair.was, pair.is));
  }
  return changes;
}

/** Who went and who came, told together: as many of both as there are pairs of them. */
function swaps(gone: readonly PairingContent[], come: readonly PairingContent[]): Change[] {
  return Array.from({ length: Math.max(gone.length, come.length) }, (_, index): Change => {
    const was = gone[index];
    const is = come[index];
    if (was && is) {
      const names: [string, string] =
        titleOf(was) === titleOf(is) ? [was.slug, is.slug] : [titleOf(was), titleOf(is)];
      return { what: `Pairing ${is.position}`, kind: 'changed', was: names[0], is: names[1] };
    }
    return is
      ? { what: `Pairing ${is.position}`, kind: 'added', was: '', is: titleOf(is) }
      : {
          what: `Pairing ${was?.position ?? ''}`,
          kind: 'removed',
          was: was ? titleOf(was) : '',
          is: '',
        };
  });
}

function placeChanges(was: PairingContent, is: PairingContent): Change[] {
  return changed(`Place of ${titleOf(is)}`, String(was.position), String(is.position));
}

function pairingChanges(was: PairingContent, is: PairingContent): Change[] {
  const title = titleOf(is);
  return [
    ...leadChanges(was, is, `Panel’s lead in ${title}`),
    ...changedFields(PAIRING, was, is, label => `${label} of ${title}`),
    ...toolChanges(was.a, is.a),
    ...toolChanges(was.b, is.b),
    ...scorecardChanges(was.rows, is.rows, { a: is.a.name, b: is.b.name }),
  ];
}

function leadChanges(was: PairingContent, is: PairingContent, what: string): Change[] {
  if (was.lead === is.lead) return [];
  const word = ({ lead, a, b }: PairingContent) => ({ a: a.name, b: b.name, split: 'split' })[lead];
  return [{ what, kind: 'changed', was: word(was), is: word(is) }];
}

function titles(pairings: readonly PairingContent[]): string {
  return pairings.map(titleOf).join(' · ');
}

function titleOf({ a, b }: PairingContent): string {
  return `${a.name} vs ${b.name}`;
}
