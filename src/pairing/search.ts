import type { Tool } from '../catalogue/tool.ts';
import { BestPairs, type Contest } from './best-pairs.ts';
import type { Features } from './features.ts';
import { byPattern, type Group, groupBound, groupsOf } from './group.ts';
import type { ScoredPair } from './score.ts';

export interface Found {
  /** Best first. */
  readonly pairs: readonly ScoredPair[];
  /** No pair that was passed over can score above this: the certificate that `pairs` are the best. */
  readonly ceiling: number;
}

/** Two groups; `bound` is what to add to the bounds of a tool of each. */
interface GroupPair {
  readonly one: Group;
  readonly other: Group;
  readonly bound: number;
}

/** So many of the most promising tools are tried against each other first, to raise the floor early. */
const SEEDS = 24;
/** After so many pairs the search asks whether the texts are all alike, and then begins anew knowing their fit. */
const PATIENCE = 2_000;

/**
 * The best pairs of one category, exactly, without scoring all of them. A pair's score is at most its two tools'
 * bounds plus what their groups allow. Group pairs are tried from the highest bound down, and whatever is bounded
 * below the worst pair kept is passed over unscored; so is a draw that is already lost.
 */
export class CategorySearch {
  readonly #contest: Contest;
  /** The one with the best tool first. */
  readonly #groups: readonly Group[];
  #finerGroups: readonly Group[] | null = null;
  readonly #seeds: readonly Features[];
  readonly #shift: number;
  /** How many tools there are to pair. */
  readonly size: number;
  /** How many pairs were scored so far; one that was scored for two questions counts twice. */
  scored = 0;

  constructor(tools: readonly Features[], contest: Contest) {
    this.#contest = contest;
    this.size = tools.length;
    // One family alone has no pairs, and would take all pairs to find out.
    this.#groups = isOneFamily(tools) ? [] : groupsOf(tools, contest.scorer, contest.order);
    const promising = this.#groups
      .flatMap(group => group.members.slice(0, SEEDS))
      .sort((one, other) => other.bound - one.bound)
      .slice(0, SEEDS);
    this.#seeds = promising.map(member => member.features);
    this.#shift = tools[0] ? contest.scorer.categoryShift(tools[0].tool.category) : 0;
  }

  /** The best `count` pairs that use none of the tools in `avoid`. */
  best(count: number, avoid: readonly Tool[] = []): Found {
    const best = new BestPairs(this.#contest, count, avoid);
    best.sow(this.#seeds);
    const isDone = this.#tryGroups(best, this.#groupPairs(best, this.#groups), PATIENCE);
    if (!isDone) {
      this.#finerGroups ??= byPattern(this.#groups, this.#contest.scorer);
      this.#tryGroups(best, this.#groupPairs(best, this.#finerGroups), Infinity);
    }
    this.scored += best.scored;
    return { pairs: best.pairs, ceiling: best.ceiling };
  }

  /** The best `count` pairs that one tool can be in, with none of the tools in `avoid`. */
  bestWith(tool: Features, count: number, avoid: readonly Tool[]): readonly ScoredPair[] {
    const { scorer, order } = this.#contest;
    const best = new BestPairs(this.#contest, count, avoid);
    const alone = groupsOf([tool], scorer, order);
    const pairs = alone.flatMap(one => this.#groups.map(other => this.#groupPair(one, other, 1)));
    this.#tryGroups(best, pairs.sort(byTop), Infinity);
    this.scored += best.scored;
    return best.pairs;
  }

  /** The pairs of groups worth trying, highest bound first. */
  #groupPairs(best: BestPairs, groups: readonly Group[]): GroupPair[] {
    const pairs: GroupPair[] = [];
    const most = this.#contest.scorer.pairBound({ closeness: 1, flip: 1, contrast: 1 }) + this.#shift;
    for (const [index, one] of groups.entries()) {
      for (const other of groups.slice(index)) {
        if (!best.isInReach(one.top + other.top + most)) break;
        const pair = this.#groupPair(one, other, 1);
        if (!best.isInReach(top(pair))) continue;
        const closeness = one.isOnePattern && other.isOnePattern ? this.#closeness(one, other) : 1;
        if (closeness !== null) pairs.push(closeness === 1 ? pair : this.#groupPair(one, other, closeness));
      }
    }
    return pairs.sort(byTop);
  }

  #groupPair(one: Group, other: Group, closeness: number): GroupPair {
    return { one, other, bound: groupBound(one, other, this.#contest.scorer, closeness) + this.#shift };
  }

  /** Of any two different tools of two patterns; null when there are not two. */
  #closeness(one: Group, other: Group): number | null {
    const a = one.members[0];
    const b = one === other ? one.members[1] : other.members[0];
    return a && b ? this.#contest.scorer.closeness(a.features, b.features) : null;
  }

  /** False when patience (a number of scored pairs) ran out first. */
  #tryGroups(best: BestPairs, pairs: readonly GroupPair[], patience: number): boolean {
    const limit = best.scored + patience;
    for (const pair of pairs) {
      if (!best.isInReach(top(pair))) break;
      this.#tryMembers(best, pair, limit);
      if (best.scored >= limit) return false;
    }
    return true;
  }

  #tryMembers(best: BestPairs, { one, other, bound }: GroupPair, limit: number): void {
    for (const [index, a] of one.members.entries()) {
      const first = one === other ? index + 1 : 0;
      for (let at = first; at < other.members.length && best.scored < limit; at++) {
        const b = other.members[at];
        if (!b || !best.isPairInReach(a.features, b.features, a.bound + b.bound + bound)) {
          // Members come by bound and lot: when the first of a row is out of reach, so are all rows after it.
          if (at === first) return;
          break;
        }
        best.try(a.features, b.features);
      }
    }
  }
}

function top({ one, other, bound }: GroupPair): number {
  return one.top + other.top + bound;
}

function byTop(left: GroupPair, right: GroupPair): number {
  return top(right) - top(left);
}

function isOneFamily(tools: readonly Features[]): boolean {
  const family = tools[0]?.tool.family;
  return family !== undefined && tools.every(({ tool }) => tool.family === family);
}
