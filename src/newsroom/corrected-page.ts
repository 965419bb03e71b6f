import { Temporal } from 'temporal-polyfill';
import { lines } from '../../templates/paragraphs.ts';
import { printedDate } from '../../templates/printed-date.ts';
import { escapeHtml } from '../render/reader-text.ts';
import { type CorrectionWords, publishedCorrection } from '../storage/delivery/corrections.ts';
import { frozenWebVersion } from '../storage/issue/archive.ts';
import { mendedLinks, type StoredLink } from '../storage/issue/go-links.ts';
import type { Newsroom } from './newsroom.ts';

/**
 * An issue's web version as readers are shown it: the frozen one, its dated correction above the first verdict, and links
 * that were mended since leading where they lead from the mail. What is kept is never changed. Null before the freeze.
 */
export async function correctedPage(room: Newsroom, week: string): Promise<string | null> {
  const frozen = await frozenWebVersion(room.store, week);
  if (frozen === null) return null;
  const mended = withLinks(frozen, await mendedLinks(room.store, week));
  const correction = await publishedCorrection(room.store, week);
  return correction === null
    ? mended
    : withCorrection(mended, correction, room.settings.PUBLICATION_TIMEZONE);
}

function withLinks(html: string, links: readonly StoredLink[]): string {
  const targets = new Map(links.map(({ original, target }) => [escapeHtml(original), escapeHtml(target)]));
  // In one pass: two links that were mixed up lead to each other's places.
  return html.replace(/href="([^"]*)"/g, (whole, address: string) => {
    const target = targets.get(address);
    return target === undefined ? whole : `href="${target}"`;
  });
}

/** Styled in place: the page's own style sheet was frozen before anybody knew of a correction. */
function withCorrection(
  html: string,
  { wrong, right, at }: CorrectionWords & { readonly at: number },
  zone: string,
): string {
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
  const said = (words: string) =>
    lines(words)
      .map(line => `<span dir="auto">${escapeHtml(line)}</span>`)
      .join('<br>');
  const box =
    '<aside aria-label="Correction" style="margin-top:24px;padding:16px 0;border-top:4px solid var(--skip);border-bottom:1px solid var(--rule)">' +
    `<p style="margin:0;font-family:var(--sans);font-weight:700;color:var(--skip)">Correction, <time datetime="${day}">${printedDate(day)}</time></p>` +
    `<p style="margin:8px 0 0"><b>We wrote:</b> ${said(wrong)}</p>` +
    `<p style="margin:8px 0 0"><b>It should read:</b> ${said(right)}</p>` +
    '<p style="margin:8px 0 0;font-family:var(--sans);color:var(--soft);font-size:14px;line-height:20px">The issue follows as it was sent.</p></aside>';
  return html.replace('<main>', () => `<main>${box}`);
}
