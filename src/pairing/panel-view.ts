import { panelShare } from '../catalogue/panel-share.ts';
import type { Panelist, Review } from '../catalogue/tool.ts';

/** How the panel's chairs stand on a tool; tools with the same verdicts share one view. */
export interface PanelView {
  /** Small and dense, for use as an index. */
  readonly id: number;
  /** Role → share of its panellists who say ship (0 or 1 where a role has one chair). */
  readonly roles: ReadonlyMap<string, number>;
  /** ships / reviews; 0 without reviews. */
  readonly share: number;
  /** 1 when the panel is cut in half, 0 when it is of one mind. */
  readonly split: number;
  /** Neither a clear ship nor a clear skip: the badge `mixed`. */
  readonly isMixed: boolean;
}

export class PanelMap {
  readonly #roleOf: ReadonlyMap<string, string>;
  readonly #views = new Map<string, PanelView>();

  constructor(panel: readonly Panelist[]) {
    this.#roleOf = new Map(panel.map(({ id, role }) => [id, role]));
  }

  view(reviews: readonly Review[]): PanelView {
    const key = reviews.map(({ panelist, verdict }) => `${JSON.stringify(panelist)}${verdict}`).join();
    let view = this.#views.get(key);
    if (!view) {
      view = this.#read(reviews, this.#views.size);
      this.#views.set(key, view);
    }
    return view;
  }

  #read(reviews: readonly Review[], id: number): PanelView {
    const byRole = Map.groupBy(reviews, ({ panelist }) => this.#roleOf.get(panelist) ?? panelist);
    const share = shipShare(reviews);
    return {
      id,
      roles: new Map(Array.from(byRole, ([role, group]) => [role, shipShare(group)])),
      share,
      split: reviews.length === 0 ? 0 : 1 - Math.abs(2 * share - 1),
      isMixed: panelShare(reviews).badge === 'mixed',
    };
  }
}

/**
 * How far two tools' panels turn against each other, 0 to 1: over the roles that judged both, the share that
 * says the opposite. Without a shared role the distance of the two panel shares stands in.
 */
export function flip(a: PanelView, b: PanelView): number {
  let shared = 0;
  let opposite = 0;
  for (const [role, share] of a.roles) {
    const other = b.roles.get(role);
    if (other === undefined) continue;
    shared += 1;
    opposite += Math.abs(share - other);
  }
  return shared === 0 ? Math.abs(a.share - b.share) : opposite / shared;
}

function shipShare(reviews: readonly Review[]): number {
  return reviews.length === 0 ? 0 : panelShare(reviews).ships / reviews.length;
}
