import type { DMARCResult } from 'mailauth';
import type { NameServer } from '../../machine/name-server.ts';

/** What passed, and is to be judged by the policy of a From domain. */
export interface Authenticated {
  /** The domain of From. */
  readonly from: string;
  /** Return paths for which SPF passed. */
  readonly spf: readonly string[];
  /** `d=` of signatures that were valid. */
  readonly dkim: readonly string[];
}

/** DMARC by RFC 9989, as a receiver works it out: tree walk, policy, alignment. @returns null where `from` is no domain */
export async function dmarcOf(
  server: NameServer,
  { from, spf, dkim }: Authenticated,
): Promise<DMARCResult | null> {
  // Loaded with the first question: most commands ask none.
  const { dmarc } = await import('mailauth/lib/dmarc/index.js');
  const result = await dmarc({
    headerFrom: from,
    spfDomains: [...spf],
    dkimDomains: dkim.map(domain => ({ domain })),
    resolver: forMailauth(server),
    strict: true,
  });
  return result || null;
}

/** Which of the domains a receiver takes for those of From; null where DNS did not say. */
export async function alignedWith(
  server: NameServer,
  from: string,
  domains: readonly string[],
): Promise<readonly string[] | null> {
  const aligned: string[] = [];
  for (const domain of domains) {
    if (domain === from) aligned.push(domain);
    else {
      const result = await dmarcOf(server, { from, spf: [], dkim: [domain] });
      if (result?.status.result === 'temperror') return null;
      // Without a policy there is nothing to align with: names below each other are still the same house to a reader.
      const isOf = result?.status.result === 'none' ? isBelow(domain, from) || isBelow(from, domain) : false;
      if (isOf || result?.alignment?.dkim.result !== undefined) aligned.push(domain);
    }
  }
  return aligned;
}

const isBelow = (name: string, parent: string) => name.endsWith(`.${parent}`);

/** mailauth's words for the same thing. */
export function forMailauth(server: NameServer): (name: string, type: string) => Promise<string[][]> {
  return (name, type) => server.resolve(name, type) as Promise<string[][]>;
}
