import { batchLimit } from '../../src/delivery/payload-form.ts';
import type { Kill } from './lives.ts';
import type { Provider } from './provider.ts';

/** What a busy machine may take from a yes to its being written down. */
const WRITTEN_DOWN_MS = 2_000;

/** Whether each mail is a call of its own. */
export function takesSingly({ relay, kit }: Provider): boolean {
  return relay !== null || (kit !== undefined && batchLimit(kit.mailer) === 1);
}

/**
 * Without keys a kill leaves open what became of the mails whose bytes were on their way, and of no other.
 * @param silentMs for how long a connection to the database may have carried nothing before it was given up: until then an
 * answer was there and could not be written down
 */
export function wasOnTheWire(
  { relay }: Provider,
  { kills, silentMs }: { readonly kills: readonly Kill[]; readonly silentMs: number },
  email: string,
): boolean {
  const sent = relay?.onTheWire().filter(({ to }) => to === email) ?? [];
  return sent.some(
    ({ since, answeredAt }) =>
      answeredAt === null ||
      kills.some(({ at }) => since <= at && at <= answeredAt + WRITTEN_DOWN_MS + silentMs),
  );
}
