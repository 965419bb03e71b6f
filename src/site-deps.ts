import { roleLabel } from './catalogue/scorecard.ts';
import type { Panelist } from './catalogue/tool.ts';
import type { App } from './compose.ts';
import type { ToolContent } from './issue/content.ts';
import { correctedPage } from './newsroom/corrected-page.ts';
import { whereLinkLeads } from './newsroom/go-target.ts';
import { standingOf } from './readers/vote/standing-of.ts';
import {
  archiveLines,
  countSent,
  issueOfPair,
  latestSent,
  relatedLines,
  sentPlaces,
} from './storage/issue/archive.ts';
import { mendedLinks } from './storage/issue/go-links.ts';
import type { Comparison, SiteDeps } from './web/site/site-deps.ts';

/** The public pages' part of what the web is given: the archive, read as it was frozen. */
export function siteDeps(app: App, panel: readonly Panelist[]): SiteDeps {
  const { store, settings } = app;
  return {
    latest: () => latestSent(store),
    archive: (from, count) => archiveLines(store, from, count),
    issueCount: () => countSent(store),
    frozenPage: week => correctedPage(app, week),
    goTarget: token => whereLinkLeads(app, token),
    comparison: async (one, other) => {
      const found = await issueOfPair(store, one, other);
      const pairing = found?.content.pairings.find(
        ({ a, b }) => (a.slug === one && b.slug === other) || (a.slug === other && b.slug === one),
      );
      if (!found || !pairing) return null;
      const mended = new Map(
        (await mendedLinks(store, found.content.week)).map(({ tool, target }) => [tool, target]),
      );
      const led = (tool: ToolContent) => ({ ...tool, url: mended.get(tool.slug) ?? tool.url });
      return {
        pairing: { ...pairing, a: led(pairing.a), b: led(pairing.b) },
        issue: found.content,
        sentAt: found.sentAt,
      } satisfies Comparison;
    },
    standing: ({ a, b }) => standingOf(app, a.slug, b.slug),
    related: ({ a, b, category }, count) => relatedLines(store, { a: a.slug, b: b.slug, category }, count),
    addresses: async () =>
      (await sentPlaces(store)).map(({ week, sentAt, pairs }) => ({
        week,
        sentAt,
        pairings: pairs.map(({ a, b }) => `${a}-vs-${b}`),
      })),
    panel: panel.map(({ name, role }) => ({ name, role: roleLabel(role) })),
    pairingsPerIssue: settings.PAIRINGS_PER_ISSUE,
    postalAddress: settings.POSTAL_ADDRESS,
    replyTo: settings.MAIL_REPLY_TO,
  };
}
