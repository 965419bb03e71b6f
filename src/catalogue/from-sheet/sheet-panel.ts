import { slugFrom } from '../slug-from.ts';
import type { Panelist } from '../tool.ts';
import { columnKey } from './column-key.ts';

/** Who may have reviewed: the panel that the mapping gives, or else whoever the reviews name. */
export class SheetPanel {
  readonly #given: readonly Panelist[] | null;
  readonly #known = new Map<string, Panelist>();

  constructor(given: readonly Panelist[] | null) {
    this.#given = given;
    for (const panelist of given ?? []) {
      for (const called of [panelist.name, panelist.id]) this.#known.set(columnKey(called), panelist);
    }
  }

  /** By id or name, as the sheet has it; null for a stranger. */
  find(called: string): Panelist | null {
    const known = this.#known.get(columnKey(called));
    if (known) return known;
    const id = slugFrom(called);
    if (this.#given !== null || id === '') return null;
    const made = { id, role: id, name: called };
    this.#known.set(columnKey(called), made);
    return made;
  }

  members(): readonly Panelist[] {
    return this.#given ?? [...this.#known.values()];
  }
}
