/**
 * A round in which the provider has said yes to nobody, and nobody was killed, for so long is stuck: its senders are ended
 * and the audit says who is missing. How long a whole round takes is the machine's affair.
 */
const STUCK_AFTER_MS = 300_000;

/** @returns a signal that comes when the number has stood still for too long; it never does once `over` has come */
export function withoutProgress(progress: () => number, over: AbortSignal): AbortSignal {
  const stuck = new AbortController();
  let seen = progress();
  let timer: NodeJS.Timeout;
  const look = () => {
    const now = progress();
    if (now === seen) return stuck.abort();
    seen = now;
    timer = setTimeout(look, STUCK_AFTER_MS).unref();
  };
  timer = setTimeout(look, STUCK_AFTER_MS).unref();
  over.addEventListener('abort', () => clearTimeout(timer), { once: true });
  return stuck.signal;
}
