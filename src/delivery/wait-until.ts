/** @param instant epoch ms @returns false when `signal` ended the wait */
export async function waitUntil(instant: number, now: () => number, signal: AbortSignal): Promise<boolean> {
  const ms = instant - now();
  if (signal.aborted) return false;
  if (ms <= 0) return true;
  return new Promise(resolve => {
    const done = (value: boolean) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(value);
    };
    const onAbort = () => done(false);
    const timer = setTimeout(() => done(true), Math.min(ms, 2_147_483_647));
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
