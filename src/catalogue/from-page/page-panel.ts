import { slugFrom } from '../slug-from.ts';
import type { Panelist } from '../tool.ts';
import type { OpenQuestion } from './open-question.ts';

/** Those whose reviews a page has: known by name, or new and in a chair that nobody has told yet. */
export class PagePanel {
  readonly #known: ReadonlyMap<string, Panelist>;
  readonly #seen = new Map<string, Panelist | Omit<Panelist, 'role'>>();

  /** @param known the panel of a catalogue there is already */
  constructor(known: readonly Panelist[]) {
    this.#known = new Map(known.map(panelist => [panelist.name.toLowerCase(), panelist]));
  }

  /** The id of whoever goes by this name. */
  idOf(name: string): string {
    const key = name.toLowerCase();
    const panelist = this.#seen.get(key) ?? this.#known.get(key) ?? { id: slugFrom(name) || name, name };
    this.#seen.set(key, panelist);
    return panelist.id;
  }

  members(): readonly (Panelist | Omit<Panelist, 'role'>)[] {
    return [...this.#seen.values()];
  }

  questions(): OpenQuestion[] {
    return this.members().flatMap((panelist, index) =>
      'role' in panelist
        ? []
        : [
            {
              path: `$.panel[${index}].role`,
              asks: `The page does not say in which chair ${panelist.name} sits.`,
              needed: true,
            },
          ],
    );
  }
}
