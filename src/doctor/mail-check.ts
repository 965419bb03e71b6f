import type { Settings } from '../config.ts';
import { askedOnce, type NameServer } from '../machine/name-server.ts';
import { bounceDomain, checkBounces } from './bounces-check.ts';
import { checkAlignment } from './dns/alignment-check.ts';
import { checkBimi } from './dns/bimi-check.ts';
import { checkDkim } from './dns/dkim-check.ts';
import { checkDmarc } from './dns/dmarc-check.ts';
import { type DnsNames, resendNames, smtpNames } from './dns/dns-names.ts';
import { checkReturnPath } from './dns/return-path-check.ts';
import { checkSpf } from './dns/spf-check.ts';
import { checkSpfLookUps } from './dns/spf-look-ups-check.ts';
import { type DoctorFinding, unknown } from './finding.ts';
import { askResend, type MailApiAnswer } from './mail-api.ts';
import { checkMailApi } from './mail-api-check.ts';
import { checkOneClick } from './one-click-check.ts';
import { checkPostmark } from './postmark-check.ts';
import { checkRelayName } from './relay-name-check.ts';
import { senderDomain } from './sender-address.ts';
import { hasRealProvider, isThin } from './settings-check.ts';
import { checkSmtp } from './smtp-check.ts';
import type { Fetch } from './web-check.ts';

export interface MailParts {
  readonly settings: Settings;
  readonly nameServer: NameServer;
  readonly fetch: Fetch;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Each provider, and what receivers look up about what it will send in the sender's name. */
export async function checkMail(parts: MailParts): Promise<DoctorFinding[]> {
  const { settings } = parts;
  if (!hasRealProvider(settings)) {
    const why = 'not checked: the outbox keeps every mail on this machine';
    const fix = 'There is nothing to do while MAIL_PROVIDER is outbox.';
    return [unknown('mail API, domain, dns, clock', why, fix)];
  }
  await loadJudges();
  const domain = senderDomain(settings.MAIL_FROM);
  const server = askedOnce(parts.nameServer);
  const providers = settings.MAIL_PROVIDER.map(provider => {
    if (provider === 'resend') return checkResend({ ...parts, nameServer: server }, domain);
    if (provider === 'ses') return sesFindings(settings);
    if (provider === 'postmark') return checkPostmark(settings, parts.fetch);
    return provider === 'smtp' ? checkRelay({ ...parts, nameServer: server }, domain) : [];
  });
  const ofDomain =
    domain === ''
      ? []
      : [checkDmarc(server, domain), checkBimi(server, domain, { fetch: parts.fetch, now: parts.now() })];
  const found = await Promise.all([...providers, ...ofDomain]);
  return found.flat();
}

async function checkResend(parts: MailParts, domain: string): Promise<DoctorFinding[]> {
  const { settings, now } = parts;
  const answer = await askResend({
    apiKey: settings.RESEND_API_KEY ?? '',
    baseUrl: settings.RESEND_BASE_URL,
    domain,
    now,
  });
  return [
    ...checkMailApi(answer, { domain, thin: isThin(settings, 'resend') }),
    ...(await checkNames(parts, resendNames(domain, recordsOf(answer, domain)), 'resend')),
  ];
}

function recordsOf(answer: MailApiAnswer, domain: string): MailApiAnswer['domains'][number]['records'] {
  return answer.domains.find(({ name }) => name === domain)?.records ?? [];
}

/** Loaded where it is used: the AWS SDK is large. */
async function sesFindings(settings: Settings): Promise<DoctorFinding[]> {
  const { checkSes } = await import('./ses-check.ts');
  return checkSes(settings);
}

async function checkRelay(parts: MailParts, domain: string): Promise<DoctorFinding[]> {
  const { settings, nameServer, now } = parts;
  const { SMTP_URL: url = '', SMTP_DKIM_DOMAIN, SMTP_DKIM_SELECTOR: selector, SMTP_DKIM_KEY: key } = settings;
  const dkim = SMTP_DKIM_DOMAIN && selector && key ? { domain: SMTP_DKIM_DOMAIN, selector, key } : null;
  const [relay, name, names, bounces] = await Promise.all([
    checkSmtp(url, now()),
    checkRelayName(nameServer, url),
    checkNames(parts, smtpNames(domain, dkim, bounceDomain(settings)), 'smtp'),
    checkBounces(settings),
  ]);
  return [...relay, name, ...names, ...bounces];
}

async function checkNames(
  { settings, nameServer: server, now }: MailParts,
  names: DnsNames,
  provider: 'resend' | 'smtp',
): Promise<DoctorFinding[]> {
  if (names.domain === '') return [];
  const found = await Promise.all([
    checkSpf(server, names),
    checkSpfLookUps(server, names),
    checkDkim(server, names),
    checkAlignment(server, names),
    checkReturnPath(server, names),
    checkOneClick(settings, provider, now()),
  ]);
  return found.flat();
}

/**
 * Before anything is asked: while code is loaded nothing else goes on, and an answer that came meanwhile counts as too late
 * (c-ares waits no longer than the last answers took).
 */
async function loadJudges(): Promise<void> {
  await Promise.all([
    import('mailauth/lib/dmarc/index.js'),
    import('mailauth/lib/spf/index.js'),
    import('mailauth/lib/bimi/index.js'),
  ]);
}
