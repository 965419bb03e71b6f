/** What one run of the real `send` is said to have taken, ms. */
interface Figures {
  readonly firstPostMs: number;
  readonly lastPostMs: number;
  /** Of the whole process. */
  readonly tookMs: number;
  readonly emails: number;
  readonly peakRssMb: number;
}

/** How long a batch that a killed sender held keeps others from it, ms (SEND_LEASE_S). */
const LEASE_MS = 20_000;
const ON_THE_WIRE_MS = 500;

/**
 * Lets through what can be true of a send, and ends the bench at what cannot: a figure that nobody can have measured must
 * never stand in a table.
 * @param run.mustBeKilled whether the send was to be cut off in the middle of its work
 * @param run.resumes whether it goes on with a send that was killed: batches that nobody holds are then left for it
 * @throws Error that says which figure it is, and what to change
 */
export function believable<T extends Figures>(
  figures: T,
  run: { readonly finished: boolean; readonly mustBeKilled: boolean; readonly resumes: boolean },
): T {
  const { firstPostMs, lastPostMs, tookMs, emails, peakRssMb } = figures;
  const fail = (what: string): never => {
    throw new Error(`The bench has measured what cannot be: ${what}.`);
  };
  if (run.mustBeKilled && run.finished)
    fail('a send that was to be killed ended before that; take more readers (BENCH_SIZES)');
  if (emails <= 0) fail('a send without a single mail');
  // What a killed sender had already put on the wire still arrives.
  const latestMs = tookMs + (run.mustBeKilled ? ON_THE_WIRE_MS : 0);
  if (!(firstPostMs > 0 && firstPostMs <= lastPostMs && lastPostMs <= latestMs))
    fail(`the first post after ${firstPostMs} ms and the last after ${lastPostMs} ms, of ${tookMs} ms`);
  if (!(peakRssMb > 0)) fail(`a process of ${peakRssMb} MB`);
  if (run.resumes && firstPostMs >= LEASE_MS)
    fail(`${firstPostMs} ms to the first post, which is a lease waited out; take more readers (BENCH_SIZES)`);
  return figures;
}
