import type { Catalogue, Tool } from '../../src/catalogue/tool.ts';
import { isPickable } from '../../src/pairing/eligible.ts';

/** Every pair that the picker's rules ever let meet: of one category, and no two of one family. */
export function eligiblePairs({ tools }: Catalogue): readonly (readonly [Tool, Tool])[] {
  const pickable = tools.filter(isPickable);
  return pickable.flatMap((a, place) =>
    pickable
      .slice(place + 1)
      .filter(b => a.category === b.category && (a.family === undefined || a.family !== b.family))
      .map(b => [a, b] as const),
  );
}
