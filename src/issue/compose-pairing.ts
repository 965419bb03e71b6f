import { type Seat, scorecard } from '../catalogue/scorecard.ts';
import type { Catalogue, Tool } from '../catalogue/tool.ts';
import { oneLine } from './clean-text.ts';
import type { Community } from './community.ts';
import { composeTool, printSeat } from './compose-tool.ts';
import type { PairingContent, SeatContent, ToolContent } from './content.ts';
import { gainLine } from './gain.ts';
import type { IssueEdits } from './issue.ts';
import { leadFirst, leadOf } from './lead.ts';
import { pickLine } from './pick-line.ts';
import { pricesChecked } from './prices-checked.ts';
import { choosePulls } from './pull-choice.ts';
import { reasonLine } from './reason-line.ts';
import { type EarlierTool, sinceLine } from './since.ts';
import { verdictLine } from './verdict-line.ts';
import type { WordChoice } from './word-choice.ts';

interface PairingRequest {
  readonly catalogue: Catalogue;
  readonly community: ReadonlyMap<string, Community>;
  readonly earlier: ReadonlyMap<string, EarlierTool>;
  readonly edits: IssueEdits;
  readonly a: string;
  readonly b: string;
  readonly category: string;
  readonly why: string;
  readonly position: number;
  readonly publicUrl: string;
  /** What the issue has said so far; takes note of what this pairing says. */
  readonly choice: WordChoice;
}

/** One pairing as the mail and the web say it. Throws when the catalogue lacks one of the tools. */
export function composePairing(request: PairingRequest): PairingContent {
  const { catalogue, choice, earlier, edits } = request;
  const { words } = choice;
  const [toolA, toolB] = [findTool(catalogue, request.a), findTool(catalogue, request.b)];
  const seats = scorecard(toolA, toolB, catalogue.panel);
  const bareA = composeTool(toolA, request.community, words);
  const bareB = composeTool(toolB, request.community, words);
  const lead = leadOf(bareA, bareB);
  const pulls = choosePulls(seats, lead);
  const slug = `${toolA.slug}-vs-${toolB.slug}`;
  const verdict = oneLine(edits.verdicts?.[slug] ?? '') || verdictLine({ a: bareA, b: bareB, lead }, choice);
  const since = (tool: Tool, { ship }: typeof bareA) =>
    sinceLine({ price: tool.price, ship }, earlier.get(tool.slug), words);
  const a = { ...bareA, since: since(toolA, bareA), ...quoted(pulls.a, edits.pulls?.[toolA.slug], choice) };
  const b = { ...bareB, since: since(toolB, bareB), ...quoted(pulls.b, edits.pulls?.[toolB.slug], choice) };
  const category = oneLine(request.category);
  const rows = seats.map(row => ({ a: row.a && printSeat(row.a), b: row.b && printSeat(row.b) }));
  const prices = { a: toolA.price, b: toolB.price };
  return {
    position: request.position,
    slug,
    category,
    a,
    b,
    lead,
    verdict,
    pickA: pickLine(a, toolA.pickWhen ?? '', words),
    pickB: pickLine(b, toolB.pickWhen ?? '', words),
    pricesChecked: pricesChecked(...leadFirst(lead, priced(toolA, a), priced(toolB, b)), words),
    rows,
    why: oneLine(request.why),
    gain: gainLine({ a, b, lead, rows, prices }, choice),
    compareUrl: `${request.publicUrl}/compare/${slug}`,
  };
}

function priced(
  { priceCheckedOn: checkedOn = '' }: Tool,
  { name, price }: Pick<ToolContent, 'name' | 'price'>,
) {
  return { name, price, checkedOn };
}

function findTool(catalogue: Catalogue, slug: string): Tool {
  const tool = catalogue.tools.find(candidate => candidate.slug === slug);
  if (!tool) {
    throw new Error(`Tool "${slug}" was picked and is not in the catalogue; pick the week again`);
  }
  return tool;
}

/** The quote of one side, in an editor's words where there are any, and who says it. */
function quoted(
  seat: Seat | null,
  edited: string | undefined,
  choice: WordChoice,
): Pick<ToolContent, 'pull' | 'reason'> {
  if (!seat) return { pull: null, reason: '' };
  const printed: SeatContent = printSeat(seat);
  const own = oneLine(edited ?? '');
  return {
    pull: own ? { ...printed, pull: own } : printed,
    reason: oneLine(reasonLine(printed, choice)),
  };
}
