import { BALLOT_THRESHOLD } from '../issue/community.ts';

/** More than this share of a vote from one network or one mail domain is worth a look. */
const LARGE_SHARE = 0.3;
/** A domain that many readers use brings many ballots: only what goes this far beyond its share of the audience counts. */
const BEYOND_AUDIENCE = 2;
/** Ballots in one burst, as a multiple of the usual number in such a time. */
const BURST = 3;

/** What is known of the ballots on one pairing. Networks are keyed hashes and never named. */
export interface VoteFacts {
  readonly ballots: number;
  /** Ballots from the network most of them came from. */
  readonly topNetwork: number;
  /** Mail domains with a large share of the ballots. */
  readonly domains: readonly DomainFacts[];
  /**
   * The five minutes with most ballots, once the rush after the send is over, and how many came in such a time on
   * average before.
   */
  readonly burst: { readonly at: number; readonly ballots: number; readonly usual: number } | null;
}

interface DomainFacts {
  readonly domain: string;
  readonly ballots: number;
  /** Its share of the readers who got the issue, 0 to 1. */
  readonly audienceShare: number;
}

export interface Oddity {
  readonly kind: 'network' | 'domain' | 'burst';
  /** A sentence for editors. */
  readonly detail: string;
}

/** What an editor should know about a vote before its result is told. Flags; takes nothing out of the count. */
export function odditiesOf(facts: VoteFacts): Oddity[] {
  const { ballots, topNetwork, domains, burst } = facts;
  const found: Oddity[] = [];
  if (ballots < BALLOT_THRESHOLD) return found;
  if (isLargeShare(topNetwork, ballots)) {
    found.push({ kind: 'network', detail: `${topNetwork} of ${ballots} votes came from one network.` });
  }
  const odd = domains.find(one => isLargeShare(one.ballots, ballots) && isBeyondAudience(one, ballots));
  if (odd) {
    const share = `${Math.round(odd.audienceShare * 100)}%`;
    const detail = `${odd.ballots} of ${ballots} votes came from addresses at ${odd.domain}, which has ${share} of the readers.`;
    found.push({ kind: 'domain', detail });
  }
  if (burst && burst.ballots >= BALLOT_THRESHOLD && burst.ballots > burst.usual * BURST) {
    const minute = new Date(burst.at).toISOString().slice(0, 16);
    const usual = burst.usual.toFixed(1);
    const detail = `${burst.ballots} votes came in the five minutes from ${minute}Z, where ${usual} would be usual.`;
    found.push({ kind: 'burst', detail });
  }
  return found;
}

/** Whether so many ballots of one origin are worth a look at all. */
export function isLargeShare(part: number, ballots: number): boolean {
  return ballots >= BALLOT_THRESHOLD && part > ballots * LARGE_SHARE;
}

function isBeyondAudience({ ballots: theirs, audienceShare }: DomainFacts, ballots: number): boolean {
  return theirs > ballots * audienceShare * BEYOND_AUDIENCE;
}
