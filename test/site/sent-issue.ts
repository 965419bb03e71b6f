import type { IssueContent } from '../../src/issue/content.ts';
import type { ArchiveEntry, SiteDeps } from '../../src/web/site/site-deps.ts';
import { at } from '../support/clock.ts';
import { fullest } from '../support/content.ts';

const SENT_AT = at('2026-11-26T09:00:00Z');

/** A site before its first issue. */
export const emptySite: SiteDeps = {
  latest: async () => null,
  archive: async () => [],
  issueCount: async () => 0,
  frozenPage: async () => null,
  goTarget: async () => null,
  comparison: async () => null,
  standing: async () => null,
  related: async () => [],
  addresses: async () => [],
  panel: [
    { name: 'The Skeptic', role: 'Skeptic' },
    { name: 'Ada Okafor', role: 'Builder' },
  ],
  pairingsPerIssue: 3,
  postalAddress: 'Verdicts Ltd\n1 Sample Street',
  replyTo: 'editor@verdicts.example',
};

/** A site whose newest issue has this content, with `past` issues of the same before it. */
export function siteWith(
  content: IssueContent = fullest,
  options: { readonly past?: number; readonly webHtml?: string } = {},
): SiteDeps {
  const { past = 2, webHtml = '<!doctype html><p>Zed' } = options;
  const entries = Array.from({ length: past + 1 }, (_, index) => entryOf(content, past + 1 - index));
  return {
    ...emptySite,
    latest: async () => ({ content, sentAt: SENT_AT }),
    archive: async (from, count) => entries.slice(from, from + count),
    issueCount: async () => entries.length,
    frozenPage: async week => (week === content.week ? webHtml : null),
    comparison: async (one, other) => {
      const pairing = content.pairings.find(
        ({ a, b }) => [one, other].sort().join() === [a.slug, b.slug].sort().join(),
      );
      return pairing ? { pairing, issue: content, sentAt: SENT_AT } : null;
    },
    related: async ({ slug }) =>
      (entries[0]?.pairings ?? [])
        .filter(line => line.slug !== slug)
        .map(line => ({ ...line, date: content.date })),
    addresses: async () => [
      { week: content.week, sentAt: SENT_AT, pairings: content.pairings.map(pairing => pairing.slug) },
    ],
  };
}

function entryOf(content: IssueContent, number: number): ArchiveEntry {
  const { week, date, subject, preheader, pairings } = content;
  return {
    week,
    number,
    date,
    subject,
    preheader,
    sentAt: SENT_AT,
    pairings: pairings.map(({ slug, category, a, b, verdict }) => ({
      slug,
      category,
      a: a.name,
      b: b.name,
      verdict,
    })),
  };
}
