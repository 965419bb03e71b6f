import type { Visit } from './mail-event.ts';

/** What is known about a delivery when one of its visits is judged. */
export interface VisitContext {
  /** When the mail arrived, epoch ms; when it was submitted where that is all there is; null when neither is known. */
  readonly arrivedAt: number | null;
  /** The clicks of the same delivery that came in bursts (burstsOf). */
  readonly bursts: ReadonlySet<Visit>;
}

const TOO_SOON_MS = 5_000;
const BURST_MS = 2_000;
const BURST_LINKS = 3;
/** Scanners come back from the same address while they look at one mail. */
const SAME_VISITOR_MS = 60_000;

/**
 * Whether a visit was a machine's: a scanner's click or a prefetched picture. A pure function of stored events, so that
 * a better rule can be run over the past. The rules, in order:
 *
 *   name    no user agent, or one that says it is a program
 *   soon    within five seconds of arrival: people first open a mail
 *   burst   three different links of one mail within two seconds
 *   same    from the address of a burst on the same mail, within a minute of it
 */
export function isMachine(visit: Visit, { arrivedAt, bursts }: VisitContext): boolean {
  return (
    hasMachineName(visit.userAgent) ||
    isTooSoon(visit, arrivedAt) ||
    bursts.has(visit) ||
    (visit.ip !== '' &&
      [...bursts].some(({ ip, at }) => ip === visit.ip && Math.abs(at - visit.at) <= SAME_VISITOR_MS))
  );
}

/** Those of one delivery's clicks, in any order, that stand within two seconds of clicks on two other links. */
export function burstsOf(clicks: readonly Visit[]): ReadonlySet<Visit> {
  const inOrder = clicks.filter(({ link }) => link !== '').toSorted((a, b) => a.at - b.at);
  const bursts = new Set<Visit>();
  const links = new Map<string, number>();
  let start = 0;
  let marked = 0;
  for (const [end, click] of inOrder.entries()) {
    links.set(click.link, (links.get(click.link) ?? 0) + 1);
    for (let first = inOrder[start]; first && click.at - first.at > BURST_MS; first = inOrder[start]) {
      const left = (links.get(first.link) ?? 0) - 1;
      if (left > 0) links.set(first.link, left);
      else links.delete(first.link);
      start += 1;
    }
    if (links.size < BURST_LINKS) continue;
    for (const burst of inOrder.slice(Math.max(start, marked), end + 1)) bursts.add(burst);
    marked = end + 1;
  }
  return bursts;
}

/** One delivery's visits, as a person's or a machine's. */
export interface VisitCounts {
  readonly peopleOpened: boolean;
  readonly peopleClicked: boolean;
  readonly machineOpens: number;
  readonly machineClicks: number;
}

/** Who clicked has opened, whether or not the picture was fetched. */
export function judgeVisits(delivery: {
  readonly arrivedAt: number | null;
  readonly opens: readonly Visit[];
  readonly clicks: readonly Visit[];
}): VisitCounts {
  const { arrivedAt, opens, clicks } = delivery;
  const context = { arrivedAt, bursts: burstsOf(clicks) };
  const machine = (visit: Visit) => isMachine(visit, context);
  const machineOpens = opens.filter(machine).length;
  const machineClicks = clicks.filter(machine).length;
  const peopleClicked = machineClicks < clicks.length;
  return {
    peopleOpened: peopleClicked || machineOpens < opens.length,
    peopleClicked,
    machineOpens,
    machineClicks,
  };
}

/** The first click that was a person's, epoch ms; null where there was none. @param counts which clicks are meant */
export function firstPeopleClick(
  { arrivedAt, clicks }: { readonly arrivedAt: number | null; readonly clicks: readonly Visit[] },
  counts: (visit: Visit) => boolean,
): number | null {
  // Links that do not count make a burst all the same.
  const context = { arrivedAt, bursts: burstsOf(clicks) };
  const times = clicks.filter(click => counts(click) && !isMachine(click, context)).map(({ at }) => at);
  return times.length === 0 ? null : Math.min(...times);
}

/** Programs that say so, and mail security products. Gmail's picture proxy is none: it fetches when somebody opens. */
const MACHINE_NAME =
  /bot\b|crawl|spider|scan|preview|fetch|monitor|headless|phantom|python|curl|wget|java\/|okhttp|go-http|libwww|httpclient|axios|node|barracuda|proofpoint|mimecast|safelinks|symantec|trendmicro|fortinet|ironport/i;

function hasMachineName(userAgent: string): boolean {
  const name = userAgent.trim();
  // Apple's mail privacy proxy names itself exactly so; no browser does.
  return name === '' || name === 'Mozilla/5.0' || MACHINE_NAME.test(name);
}

function isTooSoon(visit: Visit, arrivedAt: number | null): boolean {
  return arrivedAt !== null && visit.at - arrivedAt < TOO_SOON_MS;
}
