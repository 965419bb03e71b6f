import { panelShare } from '../catalogue/panel-share.ts';
import { priceLabel } from '../catalogue/price-label.ts';
import { roleLabel, type Seat } from '../catalogue/scorecard.ts';
import type { Tool } from '../catalogue/tool.ts';
import { HOUSE_WORDS } from '../words/words.ts';
import { oneLine, paragraphs } from './clean-text.ts';
import { type Community, communityLabel } from './community.ts';
import type { SeatContent, ToolContent } from './content.ts';
import { dayInWords } from './day-in-words.ts';
import { cutTo } from './word-limit.ts';

/** Shown beside an unofficial tool that brings no note of its own, so that no endorsement is implied. */
const COMMUNITY_NOTE = 'Community project, not an official product.';

/** The mail says in one line what a tool is; the web has it in full. */
const ABOUT_LIMIT = 120;

/** One tool as the mail and the web say it, but for what the pairing decides: its quote, and who says it. */
export function composeTool(
  tool: Tool,
  community: ReadonlyMap<string, Community>,
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
    community: communityLabel(community.get(tool.slug), HOUSE_WORDS),
    price: priceLabel(tool.price),
    priceChecked: tool.priceCheckedOn ? `checked ${dayInWords(tool.priceCheckedOn)}` : '',
    note: note || (tool.affiliation === 'community' ? COMMUNITY_NOTE : ''),
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
