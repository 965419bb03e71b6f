import { createPrivateKey, createPublicKey } from 'node:crypto';
import { findText, type TextResolver, withParents } from './dns-lookup.ts';
import { type DoctorFinding, failed, ok, unknown, warning } from './finding.ts';
import type { DomainRecord } from './mail-api.ts';

/** Where one provider wants its records to stand. */
export interface DnsNames {
  readonly domain: string;
  /** In the order they are tried. */
  readonly spf: readonly string[];
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

/** SMTP: SPF goes by the sender's domain itself; the signature is ours where DKIM is set, else the server's business. */
export function smtpNames(
  domain: string,
  dkim: { readonly domain: string; readonly selector: string; readonly key: string } | null,
): DnsNames {
  return {
    domain,
    spf: [domain],
    dkim: dkim ? [`${dkim.selector}._domainkey.${dkim.domain}`] : [],
    publicKey: dkim ? publicKeyOf(dkim.key) : '',
  };
}

/** What receivers look up about the sender's domain. */
export function checkDns(resolver: TextResolver, names: DnsNames): Promise<DoctorFinding[]> {
  return Promise.all([checkSpf(resolver, names), checkDkim(resolver, names), checkDmarc(resolver, names)]);
}

async function checkSpf(resolver: TextResolver, { spf }: DnsNames): Promise<DoctorFinding> {
  const check = 'dns spf';
  const answer = await findText(resolver, spf, text => /^v=spf1(\s|$)/i.test(text));
  const [name] = spf;
  if (answer.kind === 'offline') return offline(check, name, answer.why);
  if (answer.kind === 'none') {
    return failed(check, `no SPF record at ${name}`, 'Publish the TXT record that the mail API names.');
  }
  const [record = ''] = answer.texts;
  const found = `${answer.name}: ${record}`;
  if (answer.texts.length > 1)
    return failed(
      check,
      `${answer.texts.length} SPF records at ${answer.name}`,
      'Keep only one: two count as none.',
    );
  if (/\s\+?all\b/i.test(record) && !/\s[~?-]all\b/i.test(record))
    return failed(check, found, 'End it with ~all or -all: this lets anybody send in your name.');
  return ok(check, found);
}

async function checkDkim(resolver: TextResolver, { dkim, publicKey }: DnsNames): Promise<DoctorFinding> {
  const check = 'dns dkim';
  const [name] = dkim;
  if (name === undefined) {
    const fix =
      'Look at a mail you have received from it: it must say dkim=pass. Or sign here with SMTP_DKIM_DOMAIN, _SELECTOR, _KEY.';
    return unknown(check, 'the SMTP server may sign; under which name cannot be seen from here', fix);
  }
  const answer = await findText(resolver, dkim, text => /(^|;)\s*p=/i.test(text));
  if (answer.kind === 'offline') return offline(check, name, answer.why);
  if (answer.kind === 'none') {
    const fix =
      'Publish the DKIM record that the mail API names; without it one-click unsubscribe does not count.';
    return failed(check, `no DKIM key at ${name}`, fix);
  }
  const published = /(?:^|;)\s*p=([^;]*)/i.exec(answer.texts[0] ?? '')?.[1]?.replace(/\s/g, '') ?? '';
  if (published === '')
    return failed(check, `the key at ${answer.name} is revoked (p= is empty)`, 'Publish the current key.');
  if (publicKey !== '' && published !== publicKey) {
    const fix = 'Publish the public half of SMTP_DKIM_KEY, or set the selector that belongs to it.';
    return failed(check, `the key at ${answer.name} does not belong to SMTP_DKIM_KEY`, fix);
  }
  return ok(check, `a key at ${answer.name}`);
}

async function checkDmarc(resolver: TextResolver, { domain }: DnsNames): Promise<DoctorFinding> {
  const check = 'dns dmarc';
  const names = withParents(domain).map(parent => `_dmarc.${parent}`);
  const answer = await findText(resolver, names, text => /^v=DMARC1\b/i.test(text));
  if (answer.kind === 'offline') return offline(check, names[0], answer.why);
  if (answer.kind === 'none') {
    const fix = `Publish TXT _dmarc.${domain}: v=DMARC1; p=none; rua=mailto:YOU. Gmail, Yahoo and Outlook require it of bulk senders.`;
    return failed(check, `no DMARC policy for ${domain}`, fix);
  }
  const [record = ''] = answer.texts;
  const policy = /;\s*p=\s*(none|quarantine|reject)\b/i.exec(record)?.[1]?.toLowerCase();
  const found = `${answer.name}: ${record}`;
  if (policy === undefined)
    return failed(check, `${found}: no policy`, 'Add p=none, p=quarantine or p=reject.');
  if (answer.texts.length > 1) return failed(check, `${answer.texts.length} policies`, 'Keep only one.');
  return policy === 'none' && !/;\s*rua=/i.test(record)
    ? warning(
        check,
        found,
        'p=none does nothing but report, and nobody gets the reports: add rua=mailto:YOU.',
      )
    : ok(check, found);
}

function offline(check: string, name: string | undefined, why: string): DoctorFinding {
  return unknown(
    check,
    `could not be checked offline: no answer about ${name} (${why})`,
    'Run doctor again where DNS works.',
  );
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
