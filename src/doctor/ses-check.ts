import type { Settings } from '../config.ts';
import { mailboxOf } from '../delivery/mail-headers.ts';
import { sesAccess } from '../delivery/mailers/open-mailer.ts';
import { type Asked, type SesApi, sesApi } from '../delivery/mailers/ses-api.ts';
import { type DoctorFinding, failed, ok, unknown, warning } from './finding.ts';
import { senderDomain } from './sender-address.ts';
import { checkSesEvents } from './ses-events-check.ts';

const PATIENCE_MS = 10_000;

/** What Amazon SES tells of the account, the sender and the events it publishes. Sends nothing. */
export async function checkSes(settings: Settings): Promise<DoctorFinding[]> {
  const api = sesApi(sesAccess(settings));
  const ask = { signal: AbortSignal.timeout(PATIENCE_MS) };
  try {
    const [account, identity, events] = await Promise.all([
      api.account(ask),
      checkIdentity(api, settings, ask),
      checkSesEvents(api, settings, ask),
    ]);
    const key = checkKey(account, settings);
    if (account.kind === 'failed') return [key, identity, ...events];
    return [key, ...checkAccount(account.output), identity, ...events];
  } finally {
    api.close();
  }
}

type Ask = Parameters<SesApi['account']>[0];
type Account = Extract<Awaited<ReturnType<SesApi['account']>>, { kind: 'answered' }>['output'];

function checkKey(account: Asked<Account>, { AWS_REGION: region = '' }: Settings): DoctorFinding {
  const check = 'SES credentials';
  if (account.kind === 'answered') return ok(check, `accepted in ${region}`);
  const { fault } = account;
  const { name, message, status } = fault;
  if (name === 'AccessDeniedException') {
    const fix = 'Allow ses:GetAccount as well: quotas are then kept to, and can be looked at here.';
    return warning(check, 'accepted, but they may not ask about the account', fix);
  }
  if (!fault.isHandedOver && !fault.isUnconnected) {
    const fix = 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give this machine a profile or a role.';
    return failed(check, `none were found: ${message}`, fix);
  }
  if (status !== null && status >= 400 && status < 500) {
    return failed(check, `${name}: ${message}`, 'Put AWS_REGION and the credentials right.');
  }
  return unknown(
    check,
    `SES could not be asked: ${message}`,
    'Check the network and AWS_REGION, then run doctor again.',
  );
}

function checkAccount(account: Account): DoctorFinding[] {
  return [checkSending(account), checkQuota(account), checkSuppression(account)];
}

function checkSending({
  SendingEnabled,
  ProductionAccessEnabled,
  EnforcementStatus = '',
}: Account): DoctorFinding {
  const check = 'SES account';
  if (EnforcementStatus === 'SHUTDOWN' || SendingEnabled === false) {
    const why = EnforcementStatus === 'SHUTDOWN' ? 'AWS has shut down sending' : 'sending is paused';
    return failed(
      check,
      why,
      'See the account dashboard and reputation metrics of SES; AWS says there what it wants.',
    );
  }
  if (ProductionAccessEnabled === false) {
    const fix =
      'Request production access in the SES console of this region; until then only verified addresses get mail.';
    return failed(check, 'in the sandbox', fix);
  }
  if (EnforcementStatus === 'PROBATION') {
    return warning(check, 'under review by AWS', 'Bring bounces and complaints down before AWS pauses it.');
  }
  return ok(check, 'in production, sending');
}

function checkQuota({ SendQuota: quota = {} }: Account): DoctorFinding {
  const { MaxSendRate: rate = 0, Max24HourSend: most = 0, SentLast24Hours: sent = 0 } = quota;
  const left = most < 0 ? Number.POSITIVE_INFINITY : most - sent;
  const amount = most < 0 ? 'no limit' : `${count(Math.max(0, left))} of ${count(most)} left`;
  const found = `${rate} mails a second; ${amount} in 24 hours`;
  if (left >= 1) return ok('SES quota', found);
  return warning('SES quota', found, 'An issue waits until some of it comes back; ask AWS for a larger one.');
}

function checkSuppression({ SuppressionAttributes }: Account): DoctorFinding {
  const reasons = SuppressionAttributes?.SuppressedReasons ?? [];
  const found =
    reasons.length === 0 ? 'off for the account' : `on for ${reasons.join(' and ').toLowerCase()}s`;
  if (reasons.length > 0) return ok('SES suppression list', found);
  const fix =
    'Nothing needs doing: we keep a list of our own. On, it also covers what else the account sends.';
  return warning('SES suppression list', found, fix);
}

const count = (mails: number) => mails.toLocaleString('en');

/** The address itself may be an identity, which then counts before its domain. */
async function checkIdentity(api: SesApi, { MAIL_FROM: from }: Settings, ask: Ask): Promise<DoctorFinding> {
  const check = 'SES identity';
  const domain = senderDomain(from);
  if (domain === '') return unknown(check, 'MAIL_FROM is not an address', 'See the sender above.');
  const names = [mailboxOf(from), domain];
  const asked = await Promise.all(names.map(name => api.identity(name, ask)));
  const at = asked.findIndex(({ kind }) => kind === 'answered');
  const found = asked[at];
  if (found?.kind !== 'answered') return missing(check, domain, asked[1]);
  const { VerifiedForSendingStatus, DkimAttributes: dkim } = found.output;
  const name = names[at] ?? domain;
  if (!VerifiedForSendingStatus) {
    return failed(
      check,
      `${name} is not verified`,
      'Publish the records that the SES console lists, in this region.',
    );
  }
  if (dkim?.SigningEnabled && dkim.Status === 'SUCCESS')
    return ok(check, `${name} is verified, and signed with DKIM`);
  const state = dkim?.SigningEnabled ? (dkim.Status ?? 'not set up').toLowerCase() : 'off';
  return failed(
    check,
    `${name} is verified, but its DKIM is ${state}`,
    'Turn on Easy DKIM and publish its three records.',
  );
}

function missing(check: string, domain: string, asked: Asked<unknown> | undefined): DoctorFinding {
  const fault = asked?.kind === 'failed' ? asked.fault : null;
  if (fault?.status === 404) {
    return failed(
      check,
      `${domain} is not an identity in this region`,
      'Create it in the SES console, or send from one that is.',
    );
  }
  return unknown(
    check,
    `SES could not be asked about ${domain}: ${fault?.message ?? ''}`,
    'Allow ses:GetEmailIdentity.',
  );
}
