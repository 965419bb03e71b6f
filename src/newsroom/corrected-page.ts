import { Temporal } from 'temporal-polyfill';
import { lines } from '../../templates/paragraphs.ts';
import { escapeHtml } from '../render/reader-text.ts';
import { type CorrectionWords, publishedCorrection } from '../storage/delivery/corrections.ts';
import { frozenWebVersion } from '../storage/issue/archive.ts';
import { mendedLinks, type StoredLink } from '../storage/issue/go-links.ts';
import type { Words } from '../words/words.ts';
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
    : withCorrection(mended, correction, {
        zone: room.settings.PUBLICATION_TIMEZONE,
        words: room.settings.style.words,
      });
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
  { zone, words }: { readonly zone: string; readonly words: Words },
): string {
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
  const said = (text: string) =>
    lines(text)
      .map(line => `<span dir="auto">${escapeHtml(line)}</span>`)
      .join('<br>');
  const dated = words
    .parts<'mail.correction.day', { readonly on: string }>('mail.correction.day', { day: { on: day } })
    .map(part =>
      typeof part === 'string'
        ? escapeHtml(part)
        : `<time datetime="${part.on}">${escapeHtml(words.day(part.on))}</time>`,
    )
    .join('');
  const box =
    `<aside lang="${words.language}" dir="${words.direction}" aria-label="${escapeHtml(words.say('mail.correction.title'))}" style="margin-top:24px;padding:16px 0;border-top:4px solid var(--skip);border-bottom:1px solid var(--rule)">` +
    `<p style="margin:0;font-family:var(--sans);font-weight:700;color:var(--skip)">${dated}</p>` +
    `<p style="margin:8px 0 0"><b>${escapeHtml(words.say('mail.correction.wrong'))}</b> ${said(wrong)}</p>` +
    `<p style="margin:8px 0 0"><b>${escapeHtml(words.say('mail.correction.right'))}</b> ${said(right)}</p>` +
    `<p style="margin:8px 0 0;font-family:var(--sans);color:var(--soft);font-size:14px;line-height:20px">${escapeHtml(words.say('mail.correction.follows'))}</p></aside>`;
  return html.replace('<main>', () => `<main>${box}`);
}
