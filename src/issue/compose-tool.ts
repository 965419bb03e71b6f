import { panelShare } from '../catalogue/panel-share.ts';
import { priceLabel } from '../catalogue/price-label.ts';
import { roleLabel, type Seat } from '../catalogue/scorecard.ts';
import type { Tool } from '../catalogue/tool.ts';
import type { Words } from '../words/words.ts';
import { oneLine, paragraphs } from './clean-text.ts';
import { type Community, communityLabel } from './community.ts';
import type { SeatContent, ToolContent } from './content.ts';
import { cutTo } from './word-limit.ts';

/** The mail says in one line what a tool is; the web has it in full. */
const ABOUT_LIMIT = 120;

/** One tool as the mail and the web say it, but for what the pairing decides: its quote, and who says it. */
export function composeTool(
  tool: Tool,
  community: ReadonlyMap<string, Community>,
  words: Words,
): Omit<ToolContent, 'pull' | 'reason'> {
  const note = oneLine(tool.note ?? '');
  const tagline = oneLine(tool.tagline);
  return {
    slug: tool.slug,
    name: oneLine(tool.name),
    maker: oneLine(tool.maker ?? ''),
    tagline,
    about: aboutLine(tagline),
    description: paragraphs(tool.description),
    url: tool.url ?? '',
    ship: panelShare(tool.reviews),
    community: communityLabel(community.get(tool.slug), words),
    price: priceLabel(tool.price, words),
    rawPrice: tool.price,
    priceChecked: tool.priceCheckedOn
      ? words.say('issue.price-checked', { day: words.day(tool.priceCheckedOn) })
      : '',
    // An unofficial tool that brings no note of its own gets one, so that no endorsement is implied.
    note: note || (tool.affiliation === 'community' ? words.say('issue.community-note') : ''),
  };
}

export function printSeat(seat: Seat): SeatContent {
  return {
    role: roleLabel(oneLine(seat.role)),
    name: oneLine(seat.name),
    verdict: seat.verdict,
    quote: paragraphs(seat.quote),
    pull: oneLine(seat.pull),
  };
}

/** With the one full stop that a line of text has. */
function aboutLine(tagline: string): string {
  const line = cutTo(tagline, ABOUT_LIMIT);
  return /[.!?…]$/u.test(line) || line === '' ? line : `${line}.`;
}
