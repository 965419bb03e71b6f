import type { Tool } from '../catalogue/tool.ts';
import { BestPairs } from './best-pairs.ts';
import { mayMeet } from './eligible.ts';
import type { Features } from './features.ts';
import { type Group, groupBound, groupsOf } from './group.ts';
import type { Order } from './order.ts';
import type { Past } from './past.ts';
import type { ScoredPair, Scorer } from './score.ts';

/** What all searches of one week share. */
export interface Contest {
  readonly scorer: Scorer;
  readonly order: Order;
  readonly past: Past;
}

export interface Found {
  /** Best first. */
  readonly pairs: readonly ScoredPair[];
  /** No pair that was passed over can score above this: the certificate that `pairs` are the best. */
  readonly ceiling: number;
}

/** So many of the most promising tools are tried against each other first, to raise the floor early. */
const SEEDS = 24;

/**
 * The best pairs of one category, exactly, without scoring all of them. A pair's score is at most its two tools'
 * bounds plus what their groups allow. Group pairs are tried from the highest bound down, and whatever is bounded
 * below the worst pair kept is passed over unscored.
 */
export class CategorySearch {
  readonly #contest: Contest;
  /** The one with the best tool first. */
  readonly #groups: readonly Group[];
  readonly #seeds: ReadonlySet<Features>;
  readonly #shift: number;
  /** How many tools there are to pair. */
  readonly size: number;
  /** How many of them were scored so far; one that was scored for two questions counts twice. */
  scored = 0;

  constructor(tools: readonly Features[], contest: Contest) {
    this.#contest = contest;
    this.size = tools.length;
    this.#groups = groupsOf(tools, contest.scorer);
    const promising = this.#groups
      .flatMap(group => group.members.slice(0, SEEDS))
      .sort((one, other) => other.bound - one.bound)
      .slice(0, SEEDS);
    this.#seeds = new Set(promising.map(member => member.features));
    this.#shift = tools[0] ? contest.scorer.categoryShift(tools[0].tool.category) : 0;
  }

  /** The best `count` pairs that use none of the tools in `avoid`. */
  best(count: number, avoid: readonly Tool[] = []): Found {
    const run = new Run(this.#contest, count, avoid);
    const seeds = [...this.#seeds];
    seeds.forEach((a, index) => {
      for (const b of seeds.slice(index + 1)) run.try(a, b);
    });
    for (const { one, other, bound } of this.#groupPairs(run)) {
      if (!run.isWithinReach(one.top + other.top + bound)) break;
      this.#tryMembers(run, one, other, bound);
    }
    this.scored += run.scored;
    return { pairs: run.best.pairs, ceiling: run.ceiling };
  }

  /** The best `count` pairs that one tool can be in, with none of the tools in `avoid`. */
  bestWith(tool: Features, count: number, avoid: readonly Tool[]): readonly ScoredPair[] {
    const run = new Run(this.#contest, count, avoid);
    const [alone] = groupsOf([tool], this.#contest.scorer);
    if (!alone) return [];
    for (const group of this.#groups) {
      const bound = groupBound(alone, group, this.#contest.scorer) + this.#shift;
      for (const member of group.members) {
        if (!run.isWithinReach(alone.top + member.bound + bound)) break;
        run.try(tool, member.features);
      }
    }
    this.scored += run.scored;
    return run.best.pairs;
  }

  /** The pairs of groups worth trying, highest bound first; `bound` is what to add to two tools' own bounds. */
  #groupPairs(run: Run): { one: Group; other: Group; bound: number }[] {
    const pairs = [];
    const most = this.#contest.scorer.pairBound(1, 1) + this.#shift;
    for (const [index, one] of this.#groups.entries()) {
      for (const other of this.#groups.slice(index)) {
        if (!run.isWithinReach(one.top + other.top + most)) break;
        const bound = groupBound(one, other, this.#contest.scorer) + this.#shift;
        if (run.isWithinReach(one.top + other.top + bound)) pairs.push({ one, other, bound });
      }
    }
    return pairs.sort(
      (left, right) =>
        right.one.top + right.other.top + right.bound - left.one.top - left.other.top - left.bound,
    );
  }

  #tryMembers(run: Run, one: Group, other: Group, bound: number): void {
    for (const [index, a] of one.members.entries()) {
      if (!run.isWithinReach(a.bound + other.top + bound)) break;
      for (let at = one === other ? index + 1 : 0; at < other.members.length; at++) {
        const b = other.members[at];
        if (!b || !run.isWithinReach(a.bound + b.bound + bound)) break;
        if (!(this.#seeds.has(a.features) && this.#seeds.has(b.features))) run.try(a.features, b.features);
      }
    }
  }
}

/** One search while it goes on. */
class Run {
  readonly best: BestPairs;
  scored = 0;
  ceiling = -Infinity;
  readonly #contest: Contest;
  readonly #avoid: readonly Tool[];

  constructor(contest: Contest, count: number, avoid: readonly Tool[]) {
    this.best = new BestPairs(count, contest.order);
    this.#contest = contest;
    this.#avoid = avoid;
  }

  /** Could a pair bounded so get among the best? If not, it is noted as passed over. A draw is still in reach. */
  isWithinReach(bound: number): boolean {
    if (bound >= this.best.floor) return true;
    this.ceiling = Math.max(this.ceiling, bound);
    return false;
  }

  try(a: Features, b: Features): void {
    if (this.#avoid.includes(a.tool) || this.#avoid.includes(b.tool)) return;
    if (!mayMeet(a.tool, b.tool, this.#contest.past)) return;
    this.scored += 1;
    this.best.offer(this.#contest.scorer.score(a, b));
  }
}
