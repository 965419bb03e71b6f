import { setTimeout as sleep } from 'node:timers/promises';

/** How long a page waits for work that goes on without it, before it shows how far that is. */
const PATIENCE_MS = 3_000;

/** Until a step has ended, but no longer than an editor waits for a page. */
export function patiently(step: Promise<void>): Promise<void> {
  return Promise.race([step, sleep(PATIENCE_MS, undefined, { ref: false })]);
}
