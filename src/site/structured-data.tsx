import type { PairingContent, SeatContent, ToolContent } from '../issue/content.ts';
import { wordsOnPage } from '../issue/content-words.ts';
import type { SentIssue } from '../storage/issue/archive.ts';
import type { Publication } from '../web/publication.tsx';
import type { Words } from '../words/words.ts';
import { absolute } from './absolute.ts';
import type { Comparison } from './comparison.ts';

/**
 * JSON-LD in the page. A block of data is no script, so the policy against scripts lets it stand; `<` is spelt out, since
 * a tool may be called `</script>`.
 */
export function StructuredData({ item }: { item: object }) {
  const json = JSON.stringify({ '@context': 'https://schema.org', ...item }).replaceAll('<', '\\u003c');
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}

export function siteData(publication: Publication, latest: SentIssue | null): object {
  return {
    '@type': 'WebSite',
    name: publication.name,
    url: absolute(publication, '/'),
    inLanguage: publication.style.words.language,
    ...(latest && { dateModified: new Date(latest.sentAt).toISOString() }),
    publisher: publisher(publication),
  };
}

/** A comparison as an article about two things, each with what the panel said of it. */
export function comparisonData(publication: Publication, { pairing, issue, sentAt }: Comparison): object {
  const { category, a, b } = pairing;
  const words = wordsOnPage(issue, publication.style.words);
  return {
    '@type': 'Article',
    headline: words.say('site.pairing', { a: a.name, b: b.name }),
    description: pairing.verdict,
    articleSection: category,
    inLanguage: words.language,
    datePublished: sentAt === null ? issue.date : new Date(sentAt).toISOString(),
    url: absolute(publication, `/compare/${pairing.slug}`),
    image: absolute(publication, `/share/${pairing.slug}.png`),
    isPartOf: {
      '@type': 'PublicationIssue',
      issueNumber: issue.number,
      url: absolute(publication, `/issues/${issue.week}`),
    },
    author: publisher(publication),
    publisher: publisher(publication),
    about: [
      tool(
        { publication, words },
        { ...pairing.a, category },
        pairing.rows.map(row => row.a),
      ),
      tool(
        { publication, words },
        { ...pairing.b, category },
        pairing.rows.map(row => row.b),
      ),
    ],
  };
}

/** Where the page stands: each step with its name and path. */
export function breadcrumbs(
  publication: Publication,
  steps: readonly (readonly [name: string, path: string])[],
): object {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(([name, path], index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: absolute(publication, path),
    })),
  };
}

function publisher(publication: Publication): object {
  return {
    '@type': 'Organization',
    name: publication.name,
    url: absolute(publication, '/'),
    logo: absolute(publication, '/apple-touch-icon.png'),
  };
}

function tool(
  { publication, words }: { readonly publication: Publication; readonly words: Words },
  { slug, name, tagline, description, maker, url, category }: ToolContent & Pick<PairingContent, 'category'>,
  seats: readonly (SeatContent | null)[],
): object {
  const by = maker === '' ? null : { '@type': 'Organization', name: maker };
  const { schemaType } = publication.style;
  const isSoftware = schemaType === 'SoftwareApplication';
  return {
    '@type': schemaType,
    name,
    // As `verdicts catalogue from-page` reads them back.
    identifier: { '@type': 'PropertyValue', propertyID: 'slug', value: slug },
    disambiguatingDescription: tagline,
    description,
    [isSoftware ? 'applicationCategory' : 'category']: category,
    ...(by && { [isSoftware ? 'author' : 'brand']: by }),
    ...(/^https?:\/\//.test(url) && { url }),
    // No aggregateRating: ship or skip is a decision, and counting it as stars would be an invention.
    review: seats.flatMap(seat =>
      seat === null
        ? []
        : [
            {
              '@type': 'Review',
              author: { '@type': 'Person', name: seat.name },
              name: words.verdicts[seat.verdict],
              reviewBody: seat.quote,
            },
          ],
    ),
  };
}
