import type { IssueEdits } from '../issue.ts';
import { mentionedIn } from '../mentions.ts';
import { type PreflightInput, type Warning, warning } from './finding.ts';

/** Own words that name a tool which is in no pairing of the issue: left over from one that was swapped, or meant so. */
export function checkMentions({ content, catalogue, own = {} }: PreflightInput): Warning[] {
  const present = content.pairings.flatMap(({ a, b }) => [a, b]);
  const slugs = new Set(present.map(({ slug }) => slug));
  const absent = catalogue.tools.filter(({ slug }) => !slugs.has(slug));
  return ownWords(content, own).flatMap(({ place, what, text }) => {
    const names = mentionedIn(text, absent, present).map(({ name }) => name);
    if (names.length === 0) return [];
    const message = `The ${what} names ${names.join(' and ')}, which ${names.length === 1 ? 'is' : 'are'} in no pairing of this issue.`;
    return [warning('tool-named', place, message, 'Reword it, unless it is intended.')];
  });
}

interface OwnWord {
  readonly place: string;
  readonly what: string;
  readonly text: string;
}

function ownWords({ pairings }: PreflightInput['content'], own: IssueEdits): OwnWord[] {
  const { subject = '', preheader = '', intro = '', verdicts = {}, pulls = {} } = own;
  return [
    { place: 'subject', what: 'subject', text: subject },
    { place: 'preheader', what: 'preheader', text: preheader },
    { place: 'intro', what: 'intro', text: intro },
    ...pairings.flatMap(({ position, slug, a, b }) => [
      { place: `pairing ${position}`, what: 'verdict line', text: verdicts[slug] ?? '' },
      { place: a.slug, what: `pull quote on ${a.name}`, text: pulls[a.slug] ?? '' },
      { place: b.slug, what: `pull quote on ${b.name}`, text: pulls[b.slug] ?? '' },
    ]),
  ];
}
