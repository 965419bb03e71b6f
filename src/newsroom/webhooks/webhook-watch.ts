import { eachAtATime } from '../../machine/one-at-a-time.ts';
import { endpointsWithWork } from '../../storage/webhooks/claims.ts';
import { KEPT_MS, trimEvents } from '../../storage/webhooks/trim-events.ts';
import type { Newsroom } from '../newsroom.ts';
import { deliverEvents, leaseMs } from './deliver-events.ts';
import { type EventPoster, openEventPoster } from './event-poster.ts';
import { reachOf } from './reach.ts';

const HOUR_MS = 3_600_000;

/** Tells every endpoint of what it has not got yet, each by itself: none of them waits for another. */
export interface WebhookWatch {
  /** One look at who has something to be told of; for every second. */
  look(): Promise<void>;
  /** Once an hour, forgets what was told long ago. */
  tidy(): Promise<void>;
  /** Settles when nothing is under way any more, and closes what is open. */
  end(): Promise<void>;
}

/**
 * @param signal we are ending: what is under way is cut, and posted again by whoever comes next
 * @param onFault a fault of one endpoint's round; the next look tries again
 */
export function webhookWatch(
  room: Newsroom,
  { signal, onFault }: { readonly signal: AbortSignal; readonly onFault: (error: unknown) => void },
  poster: EventPoster = openEventPoster({ reach: reachOf(room) }),
): WebhookWatch {
  const endpoints = eachAtATime(id => deliverEvents(room, poster, Number(id), signal), onFault);
  let tidiedAt = Number.NEGATIVE_INFINITY;
  return {
    look: async () => {
      const hold = { owner: room.owner, now: room.now(), leaseMs: leaseMs(room) };
      for (const id of await endpointsWithWork(room.store, hold)) endpoints.run(String(id));
    },
    tidy: async () => {
      if (room.ticks() - tidiedAt < HOUR_MS) return;
      tidiedAt = room.ticks();
      while (!signal.aborted && (await trimEvents(room.store, room.now() - KEPT_MS)) > 0);
    },
    end: async () => {
      await endpoints.idle();
      await poster.close();
    },
  };
}
