import type { Finding } from '../../issue/preflight.ts';
import type { CheckLook } from './check-look.ts';

interface PlaceLink {
  readonly href: string;
  readonly words: string;
}

const FIELDS = new Set(['subject', 'preheader', 'intro']);
/** What is mended by other words; anything else at the same place by another pairing. */
const WORDED = new Set<Finding['code']>(['verdict-long', 'pull-long', 'tool-named']);
const IN_THE_MAIL = /^(?:mail|html|text|headers|image )/u;

/** Where an editor mends a finding, or sees it; null for what is a setting. */
export function placeLink(
  finding: Finding,
  { issue, places }: Pick<CheckLook, 'issue' | 'places'>,
): PlaceLink | null {
  const desk = `/desk/issues/${issue.week}`;
  const isWorded = WORDED.has(finding.code);
  const place = finding.place.replace(/^(?:variant|subject) \d+, /u, '');
  if (finding.code === 'test-missing') return { href: '#tests', words: 'Send a test' };
  if (FIELDS.has(place)) return { href: `${desk}/words#${place}`, words: `Go to the ${place}` };
  if (places.tools.includes(place)) {
    const slug = places.pairings.find(pairing => pairing.split('-vs-').includes(place));
    return isWorded
      ? { href: `${desk}/words#pull-${place}`, words: 'Go to the pull quote' }
      : { href: slug ? `${desk}#p-${slug}` : desk, words: 'Go to the tool' };
  }
  const [, position] = /^pairing (\d+)$/u.exec(place) ?? [];
  if (position !== undefined) {
    const slug = places.pairings[Number(position) - 1];
    if (slug === undefined) return { href: desk, words: 'Go to the pairings' };
    return isWorded
      ? { href: `${desk}/words#verdict-${slug}`, words: 'Go to the verdict line' }
      : { href: `${desk}#p-${slug}`, words: 'Go to the pairing' };
  }
  if (place === 'pairings') return { href: desk, words: 'Go to the pairings' };
  if (place === 'trial') return { href: `${desk}/words#trial`, words: 'Go to the subjects on trial' };
  if (place === 'audience') return { href: '/desk/audience', words: 'Look at the audience' };
  if (place === 'catalogue') return { href: '/desk/catalogue', words: 'Look at the catalogue' };
  if (place === 'week') return { href: `${desk}/progress`, words: 'See how it went' };
  const [, link] = /^link (https?:\/\/\S+)$/iu.exec(place) ?? [];
  if (link !== undefined && URL.canParse(link)) return { href: link, words: 'Open the link' };
  return place.startsWith('link ') || IN_THE_MAIL.test(place)
    ? { href: `${desk}/preview`, words: 'Look at the preview' }
    : null;
}
