import { panelShare } from '../catalogue/panel-share.ts';
import { priceLabel } from '../catalogue/price-label.ts';
import { roleLabel, type Seat, scorecard } from '../catalogue/scorecard.ts';
import type { Catalogue, Tool } from '../catalogue/tool.ts';
import { oneLine, paragraphs } from './clean-text.ts';
import { type Community, communityLabel } from './community.ts';
import type { PairingContent, SeatContent, ToolContent } from './content.ts';
import type { IssueEdits } from './issue.ts';
import { leadOf } from './lead.ts';
import { pickLine } from './pick-line.ts';
import { choosePulls } from './pull-choice.ts';
import { verdictLine } from './verdict-line.ts';

/** Shown beside an unofficial tool that brings no note of its own, so that no endorsement is implied. */
const COMMUNITY_NOTE = 'Community project, not an official product.';

interface Sources {
  readonly catalogue: Catalogue;
  readonly community: ReadonlyMap<string, Community>;
  readonly edits: IssueEdits;
}

interface PairingRequest extends Sources {
  readonly a: string;
  readonly b: string;
  readonly category: string;
  readonly why: string;
  readonly position: number;
  readonly publicUrl: string;
}

/** One pairing as the mail and the web say it. Throws when the catalogue lacks one of the tools. */
export function composePairing(request: PairingRequest): PairingContent {
  const [toolA, toolB] = [findTool(request.catalogue, request.a), findTool(request.catalogue, request.b)];
  const rows = scorecard(toolA, toolB, request.catalogue.panel);
  const bareA = composeTool(toolA, request);
  const bareB = composeTool(toolB, request);
  const lead = leadOf(bareA, bareB);
  const pulls = choosePulls(rows, lead);
  const a = { ...bareA, pull: pullOf(pulls.a, request.edits.pulls?.[toolA.slug]) };
  const b = { ...bareB, pull: pullOf(pulls.b, request.edits.pulls?.[toolB.slug]) };
  const printed = rows.map(row => ({ a: row.a && printSeat(row.a), b: row.b && printSeat(row.b) }));
  const slug = `${toolA.slug}-vs-${toolB.slug}`;
  return {
    position: request.position,
    slug,
    category: oneLine(request.category),
    a,
    b,
    lead,
    verdict: oneLine(request.edits.verdicts?.[slug] ?? '') || verdictLine({ a, b, lead, rows: printed }),
    pickA: pickLine(a.name, a.tagline),
    pickB: pickLine(b.name, b.tagline),
    rows: printed,
    why: oneLine(request.why),
    compareUrl: `${request.publicUrl}/compare/${slug}`,
  };
}

function findTool(catalogue: Catalogue, slug: string): Tool {
  const tool = catalogue.tools.find(candidate => candidate.slug === slug);
  if (!tool) {
    throw new Error(`Tool "${slug}" was picked and is not in the catalogue; pick the week again`);
  }
  return tool;
}

function composeTool(tool: Tool, { community }: Sources): Omit<ToolContent, 'pull'> {
  const note = oneLine(tool.note ?? '');
  return {
    slug: tool.slug,
    name: oneLine(tool.name),
    maker: oneLine(tool.maker ?? ''),
    tagline: oneLine(tool.tagline),
    description: paragraphs(tool.description),
    url: tool.url ?? '',
    ship: panelShare(tool.reviews),
    community: communityLabel(community.get(tool.slug)),
    price: priceLabel(tool.price),
    priceChecked: tool.priceCheckedOn ? `checked ${dayInWords(tool.priceCheckedOn)}` : '',
    note: note || (tool.affiliation === 'community' ? COMMUNITY_NOTE : ''),
  };
}

function pullOf(seat: Seat | null, edited: string | undefined): SeatContent | null {
  if (!seat) {
    return null;
  }
  const printed = printSeat(seat);
  const own = oneLine(edited ?? '');
  return own ? { ...printed, pull: own } : printed;
}

function printSeat(seat: Seat): SeatContent {
  return {
    role: roleLabel(oneLine(seat.role)),
    name: oneLine(seat.name),
    verdict: seat.verdict,
    quote: paragraphs(seat.quote),
    pull: oneLine(seat.pull),
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2 Nov 2026`: fixed words, so that no machine's language shows. */
function dayInWords(isoDate: string): string {
  const [year = '', month = '', day = ''] = isoDate.split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}
