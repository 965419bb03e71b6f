import { setImmediate } from 'node:timers/promises';

/** So long (ms) without a break is no matter to anybody. */
const AT_A_STRETCH_MS = 10;

/**
 * Makes one after the other and lets others have their turn: the stand-ins of other rounds live in this process, and whoever
 * waits for their answers cannot know that we are busy with the books of this one.
 */
export async function inTurn<Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Made | Promise<Made>,
): Promise<Made[]> {
  const all: Made[] = [];
  let since = performance.now();
  for (const item of items) {
    all.push(await make(item));
    if (performance.now() - since < AT_A_STRETCH_MS) continue;
    await setImmediate();
    since = performance.now();
  }
  return all;
}
