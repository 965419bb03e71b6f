import type { MailEvent } from '../../feedback/mail-event.ts';
import type { Store } from '../database.ts';
import { keepEvents } from './mail-events.ts';

/** Rows of one insert. */
const GROUP = 100;

/**
 * Keeps events for many callers at once: whatever arrives while one insert is under way goes into the next one, so that
 * a storm costs a commit a hundred instead of a commit each. Nobody waits for others to come.
 * @returns resolves once the event is committed, rejects if that failed
 */
export function eventInbox(store: Store, now: () => number): (event: MailEvent) => Promise<void> {
  let queue: { event: MailEvent; done: () => void; failed: (error: unknown) => void }[] = [];
  let running = false;
  const run = async () => {
    running = true;
    while (queue.length > 0) {
      const group = queue.slice(0, GROUP);
      queue = queue.slice(GROUP);
      try {
        await keepEvents(
          store,
          group.map(({ event }) => event),
          now(),
        );
        for (const { done } of group) done();
      } catch {
        // One by one, so that an event no database takes fails alone.
        for (const { event, done, failed } of group)
          await keepEvents(store, [event], now()).then(done, failed);
      }
    }
    running = false;
  };
  return event =>
    new Promise((done, failed) => {
      queue.push({ event, done, failed });
      if (!running) void run();
    });
}
