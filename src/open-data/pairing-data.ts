import { type PanelShare, panelShare } from '../catalogue/panel-share.ts';
import type { Price, Verdict } from '../catalogue/tool.ts';
import type { PairingContent, SeatContent, ToolContent } from '../issue/content.ts';
import { leadOf } from '../issue/lead.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { ReadersData } from './readers-data.ts';

/** One pairing of a sent issue: what the panel and the readers said, and how it came into the issue. */
export interface PairingData {
  /** From 1, in the editors' order. */
  readonly position: number;
  /** `a-vs-b`. */
  readonly slug: string;
  /** The comparison, as a page. */
  readonly page: string;
  readonly category: string;
  /** Which side the panel leans to. */
  readonly lead: 'a' | 'b' | 'split';
  /** The sentence that the mail led with. */
  readonly verdict: string;
  readonly a: ToolData;
  readonly b: ToolData;
  readonly readers: ReadersData | null;
  /** `picker`: as the picker chose it; `pin`: an editor kept it; `swap`: an editor put it in. */
  readonly source: 'picker' | 'pin' | 'swap';
  /** The picker's reason, score and terms, in millionths; the terms sum to the score. */
  readonly why: string;
  readonly score: number;
  readonly terms: Readonly<Record<string, number>>;
}

export interface ToolData {
  readonly slug: string;
  readonly name: string;
  /** '' for unknown, as in all texts here. */
  readonly maker: string;
  readonly url: string;
  /** As printed with the name: that a tool is not official. */
  readonly note: string;
  /** What it costs to begin with, as printed and as the catalogue had it; `price` is null in issues from before it was kept. */
  readonly entryPrice: { readonly label: string; readonly checked: string; readonly price: Price | null };
  /** How the panel stands on it: follows from the verdicts. */
  readonly panel: PanelShare;
  readonly verdicts: readonly VerdictData[];
}

/** One panellist on one tool. */
export interface VerdictData {
  readonly role: string;
  readonly panellist: string;
  /** `ship` or `skip`, whatever the publication calls them. */
  readonly verdict: Verdict;
  readonly quote: string;
}

/** @param picked the same pairing as the issue keeps it */
export function pairingData(
  content: PairingContent,
  picked: Pairing | undefined,
  readers: ReadersData | null,
): PairingData {
  const { position, slug, compareUrl: page, category, lead, verdict, rows, why } = content;
  return {
    position,
    slug,
    page,
    category,
    lead,
    verdict,
    a: toolData(
      content.a,
      rows.flatMap(row => row.a ?? []),
    ),
    b: toolData(
      content.b,
      rows.flatMap(row => row.b ?? []),
    ),
    readers,
    source: picked?.source ?? 'picker',
    why: picked?.why ?? why,
    score: picked?.score ?? 0,
    terms: picked?.terms ?? {},
  };
}

/** What follows from a pairing's verdicts. */
export function panelOf({ a, b }: Pick<PairingData, 'a' | 'b'>) {
  const [ofA, ofB] = [panelShare(a.verdicts), panelShare(b.verdicts)];
  return { lead: leadOf({ ship: ofA }, { ship: ofB }), a: { panel: ofA }, b: { panel: ofB } };
}

function toolData(tool: ToolContent, seats: readonly SeatContent[]): ToolData {
  const {
    slug,
    name,
    maker,
    url,
    note,
    price: label,
    priceChecked: checked,
    rawPrice: price = null,
    ship,
  } = tool;
  return {
    slug,
    name,
    maker,
    url,
    note,
    entryPrice: { label, checked, price },
    panel: ship,
    verdicts: seats.map(({ role, name: panellist, verdict, quote }) => ({ role, panellist, verdict, quote })),
  };
}
