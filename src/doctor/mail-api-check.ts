import { type DoctorFinding, failed, ok, unknown, warning } from './finding.ts';
import type { MailApiAnswer, MailDomain } from './mail-api.ts';

const CLOCK_WARNS_MS = 30_000;
const CLOCK_FAILS_MS = 300_000;

/** The key, the sender's domain and our clock, as the mail API's one answer shows them. */
export function checkMailApi(
  answer: MailApiAnswer,
  { domain, thin }: { readonly domain: string; readonly thin: boolean },
): DoctorFinding[] {
  return [
    checkKey(answer),
    ...(thin ? [checkThinWire(answer)] : []),
    checkDomain(answer, domain),
    checkClock(answer),
  ];
}

function checkKey(answer: MailApiAnswer): DoctorFinding {
  const check = 'mail API key';
  switch (answer.kind) {
    case 'told':
      return ok(check, 'accepted, with full access');
    case 'restricted': {
      const fix = 'There is nothing to do: sending works. With full access the domain could be checked too.';
      return warning(check, 'accepted, for sending only', fix);
    }
    case 'refused':
      return failed(
        check,
        answer.why,
        'Create a new key in the mail API’s dashboard and set RESEND_API_KEY.',
      );
    case 'unreachable':
      return unknown(
        check,
        `could not be checked offline: ${answer.why}`,
        'Check the network and RESEND_BASE_URL, then run doctor again.',
      );
  }
}

/** Keys have two rights, to send or everything: who may not list domains may not keep templates either. */
function checkThinWire(answer: MailApiAnswer): DoctorFinding {
  const check = 'thin wire';
  switch (answer.kind) {
    case 'told':
      return ok(check, 'the key may manage templates');
    case 'restricted': {
      const fix = 'Use a key with full access, or set MAIL_WIRE=full.';
      return warning(check, 'the key may not manage templates: issues go out in full', fix);
    }
    default:
      return unknown(check, 'the mail API could not be asked', 'See the key above.');
  }
}

function checkDomain(answer: MailApiAnswer, domain: string): DoctorFinding {
  const check = 'domain';
  if (answer.kind !== 'told') {
    return unknown(
      check,
      `the mail API could not be asked about ${domain}`,
      'Check its status in the mail API’s dashboard.',
    );
  }
  const found = answer.domains.find(({ name }) => name === domain);
  if (!found) {
    const names = answer.domains.map(({ name }) => name).join(', ');
    const known = names === '' ? 'the account has none' : `the account has ${names}`;
    return failed(
      check,
      `${domain} is not registered; ${known}`,
      'Add it in the dashboard, or send from a domain that is registered (MAIL_FROM).',
    );
  }
  const records = unverified(found);
  if (found.status === 'verified' && records === '') return ok(check, `${domain} is verified`);
  if (found.status === 'verified')
    return warning(check, `${domain} is verified, but not ${records}`, 'Publish these records again.');
  return failed(
    check,
    `${domain} is ${found.status}${records === '' ? '' : `; not verified: ${records}`}`,
    'Publish the records the dashboard lists, then have it verify the domain.',
  );
}

/** Only what sending needs: receiving and tracking are not used. */
function unverified(domain: MailDomain): string {
  return domain.records
    .filter(({ record, status }) => (record === 'SPF' || record === 'DKIM') && status !== 'verified')
    .map(({ record, type, name, status }) => `${record} ${type} ${name} (${status})`)
    .join(', ');
}

/** Webhook signatures are good for five minutes, and leases compare the clocks of all workers. */
function checkClock(answer: MailApiAnswer): DoctorFinding {
  const check = 'clock';
  if (answer.clock === null) {
    return unknown(check, 'not compared: the mail API did not say what time it is', 'Check that NTP is on.');
  }
  const ahead = answer.clock.ours - answer.clock.theirs;
  const off = Math.abs(ahead);
  const found = `${(off / 1_000).toFixed(1)} s ${ahead < 0 ? 'behind' : 'ahead of'} the mail API`;
  const fix = 'Turn on NTP on this machine: webhook signatures and leases go by the clock.';
  if (off > CLOCK_FAILS_MS) return failed(check, found, fix);
  return off > CLOCK_WARNS_MS ? warning(check, found, fix) : ok(check, found);
}
