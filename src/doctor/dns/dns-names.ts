import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { DomainRecord } from '../mail-api.ts';
import { withParents } from './look-up.ts';

/** What one provider will send under, and where it wants its records to stand. */
export interface DnsNames {
  /** Of From. */
  readonly domain: string;
  /** Return paths, by which SPF goes, in the order they are tried. */
  readonly spf: readonly string[];
  /** Names of keys, `selector._domainkey.domain`, in the order they are tried; empty where only a received copy tells. */
  readonly dkim: readonly string[];
  /** What the published key must be (base64 SPKI), '' when it is the provider's. */
  readonly publicKey: string;
}

/** Resend: as its API told, else as it always was. SPF goes by the return path, a name below the sender's domain. */
export function resendNames(domain: string, records: readonly DomainRecord[]): DnsNames {
  const told = (kind: string) =>
    records
      .filter(({ record, type }) => record === kind && (type === 'TXT' || type === 'CNAME'))
      .flatMap(({ name }) => candidates(name, domain));
  return {
    domain,
    spf: [...told('SPF'), `send.${domain}`],
    dkim: [...told('DKIM'), `resend._domainkey.${domain}`],
    publicKey: '',
  };
}

/**
 * SMTP: SPF goes by the return path; the signature is ours where DKIM is set, else the server's business.
 * @param bounces domain of the return path, the sender's own when absent
 */
export function smtpNames(
  domain: string,
  dkim: { readonly domain: string; readonly selector: string; readonly key: string } | null,
  bounces = domain,
): DnsNames {
  return {
    domain,
    spf: [bounces],
    dkim: dkim ? [`${dkim.selector}._domainkey.${dkim.domain}`] : [],
    publicKey: dkim ? publicKeyOf(dkim.key) : '',
  };
}

/** Relative to the registered domain, which may stand above the sender's. */
function candidates(name: string, domain: string): string[] {
  const bare = name.toLowerCase().replace(/\.$/, '');
  if (bare.endsWith(`.${domain}`)) return [bare];
  return withParents(domain).map(parent => `${bare}.${parent}`);
}

/** '' when the private key cannot be read: the mailer says so itself. */
function publicKeyOf(privateKey: string): string {
  try {
    return createPublicKey(createPrivateKey(privateKey))
      .export({ type: 'spki', format: 'der' })
      .toString('base64');
  } catch {
    return '';
  }
}
