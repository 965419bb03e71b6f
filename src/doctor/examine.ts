import type { Settings } from '../config.ts';
import { checkCatalogue } from './catalogue-check.ts';
import { checkDatabase } from './database-check.ts';
import { checkDns, type DnsNames, resendNames, smtpNames } from './dns-check.ts';
import type { TextResolver } from './dns-lookup.ts';
import { type DoctorFinding, unknown } from './finding.ts';
import { askResend, type MailApiAnswer } from './mail-api.ts';
import { checkMailApi } from './mail-api-check.ts';
import { checkPostmark } from './postmark-check.ts';
import { senderDomain } from './sender-address.ts';
import { checkSettings, hasRealProvider, isThin } from './settings-check.ts';
import { checkSmtp } from './smtp-check.ts';
import { checkWeb, type Fetch } from './web-check.ts';

export interface DoctorDeps {
  readonly settings: Settings;
  readonly resolver: TextResolver;
  readonly fetch: Fetch;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Looks at everything that a send needs, changes nothing, and says of each what it found and what to do. */
export async function examine(deps: DoctorDeps): Promise<DoctorFinding[]> {
  const { settings } = deps;
  const [database, catalogue, mail, web] = await Promise.all([
    checkDatabase(settings.DATABASE_URL, deps.now(), hasRealProvider(settings)),
    checkCatalogue(settings),
    checkMail(deps),
    checkWeb(settings, deps.fetch),
  ]);
  return [...checkSettings(settings), ...database, ...catalogue, ...mail, ...web];
}

async function checkMail(deps: DoctorDeps): Promise<DoctorFinding[]> {
  const { settings } = deps;
  if (!hasRealProvider(settings)) {
    const why = 'not checked: the outbox keeps every mail on this machine';
    return [
      unknown(
        'mail API, domain, dns, clock',
        why,
        'There is nothing to do until MAIL_PROVIDER is resend or smtp.',
      ),
    ];
  }
  const domain = senderDomain(settings.MAIL_FROM);
  const resend = settings.MAIL_PROVIDER.includes('resend')
    ? await askResend({
        apiKey: settings.RESEND_API_KEY ?? '',
        baseUrl: settings.RESEND_BASE_URL,
        domain,
        now: deps.now,
      })
    : null;
  const dns =
    domain === ''
      ? []
      : await Promise.all(namesOf(settings, domain, resend).map(names => checkDns(deps.resolver, names)));
  const smtp = settings.MAIL_PROVIDER.includes('smtp') ? [await checkSmtp(settings.SMTP_URL ?? '')] : [];
  const postmark = settings.MAIL_PROVIDER.includes('postmark')
    ? await checkPostmark(settings, deps.fetch)
    : [];
  return [
    ...smtp,
    ...postmark,
    ...(resend ? checkMailApi(resend, { domain, thin: isThin(settings) }) : []),
    ...dns.flat(),
  ];
}

function namesOf(settings: Settings, domain: string, resend: MailApiAnswer | null): DnsNames[] {
  const records = resend?.domains.find(({ name }) => name === domain)?.records ?? [];
  const { SMTP_DKIM_DOMAIN, SMTP_DKIM_SELECTOR: selector, SMTP_DKIM_KEY: key } = settings;
  const dkim = SMTP_DKIM_DOMAIN && selector && key ? { domain: SMTP_DKIM_DOMAIN, selector, key } : null;
  return [
    ...(resend ? [resendNames(domain, records)] : []),
    ...(settings.MAIL_PROVIDER.includes('smtp') ? [smtpNames(domain, dkim)] : []),
  ];
}
