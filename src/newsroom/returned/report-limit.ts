/** A mail is late a few times and comes back once. */
const MOST_REPORTS = 20;
const HOUR_MS = 3_600_000;
/** Mails that are counted at the same time; all are forgotten above it. */
const MOST_MAILS = 50_000;

/**
 * How many reports about one mail are read within an hour. Reading one takes up to a fifth of a second, and whoever has had
 * a mail of ours knows its return path: one reader could keep the program busy.
 * @param now epoch ms
 * @returns asked once for each report, by its mail's `delivery` tag: whether it is to be read
 */
export function reportLimit(now: () => number): (delivery: string) => boolean {
  const counts = new Map<string, number>();
  let since = now();
  return delivery => {
    if (Math.abs(now() - since) >= HOUR_MS || counts.size >= MOST_MAILS) {
      counts.clear();
      since = now();
    }
    const count = (counts.get(delivery) ?? 0) + 1;
    counts.set(delivery, count);
    return count <= MOST_REPORTS;
  };
}
