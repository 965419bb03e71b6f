import type { ArchiveLine } from '../storage/issue/archive.ts';
import type { Publication } from '../web/publication.tsx';
import { Words } from '../words/words.ts';
import { absolute } from './absolute.ts';
import { XML_HEAD, xmlElement } from './xml.ts';

/** The newest issues as an Atom feed (RFC 4287): what each says in a few words, and the way to the whole. */
export function atomFeed(publication: Publication, issues: readonly ArchiveLine[]): string {
  const self = absolute(publication, '/feed.xml');
  const home = absolute(publication, '/');
  // A feed without entries still has to say when it changed last; the epoch is never later than the first issue.
  const updated = new Date(Math.max(0, ...issues.map(issue => issue.sentAt))).toISOString();
  const feed = xmlElement(
    'feed',
    [
      xmlElement('id', home),
      xmlElement('title', publication.name),
      xmlElement('subtitle', publication.style.tagline),
      xmlElement('updated', updated),
      xmlElement('author', [xmlElement('name', publication.name)]),
      xmlElement('link', '', { rel: 'self', type: 'application/atom+xml', href: self }),
      xmlElement('link', '', { rel: 'alternate', type: 'text/html', href: home }),
      xmlElement('icon', absolute(publication, '/favicon.svg')),
      ...issues.map(issue => entry(publication, issue)),
    ],
    { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': publication.style.words.language },
  );
  return `${XML_HEAD}${feed}\n`;
}

function entry(publication: Publication, issue: ArchiveLine): string {
  const address = absolute(publication, `/issues/${issue.week}`);
  const instant = new Date(issue.sentAt).toISOString();
  const today = publication.style.words;
  const isOurs = issue.language === today.language;
  const words = isOurs ? today : new Words(issue.language);
  const summary = issue.pairings
    .map(({ a, b, verdict }) => words.say('site.feed.pairing', { a, b, verdict }))
    .join('\n');
  const parts = [
    xmlElement('id', address),
    xmlElement('title', issue.subject),
    xmlElement('published', instant),
    // What was sent is never changed.
    xmlElement('updated', instant),
    xmlElement('link', '', { rel: 'alternate', type: 'text/html', href: address }),
    ...issue.pairings.map(({ category }) => xmlElement('category', '', { term: category })),
    xmlElement('summary', summary === '' ? issue.preheader : summary),
  ];
  return xmlElement('entry', parts, isOurs ? {} : { 'xml:lang': issue.language });
}
