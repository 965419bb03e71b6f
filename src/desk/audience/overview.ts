import type { SuppressionReason } from '../../audience/suppression.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { type OverviewCell, overviewCells } from '../../storage/audience/audience-overview.ts';
import { countSuppressions } from '../../storage/audience/suppression-list.ts';
import { type GrowthWeek, growthOf, growthWeeks } from './growth.ts';

/** Where subscribers came from. */
interface SourceCount {
  /** As kept: `form:page`, `import`, … */
  readonly source: string;
  /** Confirmed and not suppressed, paused ones among them. */
  readonly readers: number;
  readonly pending: number;
  /** Ever, whatever became of them. */
  readonly all: number;
}

export interface AudienceOverview {
  /** Subscribers by how they stand; every one counts once. */
  readonly states: Readonly<Record<AudienceState, number>>;
  readonly sources: readonly SourceCount[];
  /** Oldest first. */
  readonly growth: readonly GrowthWeek[];
  /** Suppressed addresses, with a subscriber or without. */
  readonly suppressions: Readonly<Record<SuppressionReason, number>>;
}

type AudienceState = 'confirmed' | 'paused' | 'pending' | 'unsubscribed' | 'suppressed' | 'erased';

/** How the audience stands and how it came there: one reading of it for everything. */
export async function audienceOverview(room: Newsroom): Promise<AudienceOverview> {
  const now = room.now();
  const weeks = growthWeeks(now, room.settings.PUBLICATION_TIMEZONE);
  const cells = await overviewCells(room.store, { weeks: weeks.map(week => week.startsAt), now });
  const sum = (wanted: (cell: OverviewCell) => boolean) =>
    cells.reduce((total, cell) => total + (wanted(cell) ? cell.count : 0), 0);
  const inState = (state: AudienceState) => sum(cell => cell.status === state);
  const states = {
    confirmed: inState('confirmed'),
    paused: inState('paused'),
    pending: inState('pending'),
    unsubscribed: inState('unsubscribed'),
    suppressed: inState('suppressed'),
    erased: inState('erased'),
  };
  const counts = weeks.map(({ week }, index) => ({
    week,
    confirmed: sum(cell => cell.came === index),
    left: sum(cell => cell.left === index),
  }));
  return {
    states,
    sources: sourcesOf(cells),
    growth: growthOf(counts, states.confirmed + states.paused),
    suppressions: await countSuppressions(room.store),
  };
}

function sourcesOf(cells: readonly OverviewCell[]): SourceCount[] {
  const sources = new Map<string, { readers: number; pending: number; all: number }>();
  for (const { source, status, count } of cells) {
    const counted = sources.get(source) ?? { readers: 0, pending: 0, all: 0 };
    sources.set(source, counted);
    counted.all += count;
    if (status === 'confirmed' || status === 'paused') counted.readers += count;
    if (status === 'pending') counted.pending += count;
  }
  return [...sources]
    .map(([source, counted]) => ({ source, ...counted }))
    .toSorted((one, other) => other.all - one.all || (one.source < other.source ? -1 : 1));
}
