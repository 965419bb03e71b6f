import type { Visit } from './mail-event.ts';

/** What is known about a delivery when one of its visits is judged. */
export interface VisitContext {
  /** When the mail arrived, epoch ms; when it was submitted where that is all there is; null when neither is known. */
  readonly arrivedAt: number | null;
  /** Every click on the same delivery, this one included, in any order. */
  readonly clicks: readonly Visit[];
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
 *   name    no user agent, or one that says it is a program or a mail provider's proxy
 *   soon    within five seconds of arrival: people first open a mail
 *   burst   three different links of one mail within two seconds
 *   same    from the address of a burst on the same mail, within a minute of it
 */
export function isMachine(visit: Visit, context: VisitContext): boolean {
  return (
    hasMachineName(visit.userAgent) ||
    isTooSoon(visit, context.arrivedAt) ||
    isBurst(visit, context.clicks) ||
    context.clicks.some(
      other =>
        other.ip !== '' &&
        other.ip === visit.ip &&
        Math.abs(other.at - visit.at) <= SAME_VISITOR_MS &&
        isBurst(other, context.clicks),
    )
  );
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
  const machine = (visit: Visit) => isMachine(visit, { arrivedAt, clicks });
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

/** Programs that say so, mail security products, and proxies that fetch before or without a reader. */
const MACHINE_NAME =
  /bot\b|crawl|spider|scan|preview|fetch|monitor|headless|phantom|python|curl|wget|java\/|okhttp|go-http|libwww|httpclient|axios|node|barracuda|proofpoint|mimecast|safelinks|symantec|trendmicro|fortinet|ironport|googleimageproxy|ggpht|yahoomailproxy/i;

function hasMachineName(userAgent: string): boolean {
  const name = userAgent.trim();
  // Apple's mail privacy proxy names itself exactly so; no browser does.
  return name === '' || name === 'Mozilla/5.0' || MACHINE_NAME.test(name);
}

function isTooSoon(visit: Visit, arrivedAt: number | null): boolean {
  return arrivedAt !== null && visit.at - arrivedAt < TOO_SOON_MS;
}

function isBurst(visit: Visit, clicks: readonly Visit[]): boolean {
  if (visit.link === '') return false;
  return clicks.some(start => {
    if (start.at > visit.at || visit.at - start.at > BURST_MS) return false;
    const within = clicks.filter(({ at }) => at >= start.at && at - start.at <= BURST_MS);
    return new Set(within.map(({ link }) => link)).size >= BURST_LINKS;
  });
}
