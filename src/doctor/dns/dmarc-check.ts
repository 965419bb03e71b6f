import type { DMARCResult } from 'mailauth';
import type { NameServer } from '../../machine/name-server.ts';
import { type DoctorFinding, failed, ok, warning } from '../finding.ts';
import { dmarcOf } from '../received/dmarc.ts';
import { tagsOf } from '../received/tags.ts';
import { noneOrOffline } from './look-up.ts';
import { offline } from './offline.ts';

const CHECK = 'dns dmarc';
const POLICIES = new Set(['none', 'quarantine', 'reject']);

type Remark = readonly [found: string, fix: string];

/** The policy that receivers find for the sender's domain by RFC 9989, and whether it says what was meant. */
export async function checkDmarc(server: NameServer, domain: string): Promise<DoctorFinding> {
  const seen = new Map<string, readonly string[]>();
  const result = await dmarcOf(noting(server, seen), { from: domain, spf: [], dkim: [domain] });
  if (!result) return failed(CHECK, `${domain} is no domain`, 'Correct MAIL_FROM.');
  const { result: verdict } = result.status;
  if (verdict === 'temperror') return offline(CHECK, `_dmarc.${domain}`, result.error ?? 'no answer');
  if (verdict === 'none') return explainNone(server, domain, seen);
  const remarks = remarksOn(result, domain);
  const found = [said(result, domain), ...remarks.map(([what]) => what)].join('; ');
  return remarks.length === 0
    ? ok(CHECK, found)
    : warning(CHECK, found, remarks.map(([, fix]) => fix).join(' '));
}

function said({ policyDomain, rr, policy }: DMARCResult, domain: string): string {
  const applies = policyDomain === domain ? '' : `, which for ${domain} means ${policy}`;
  return `_dmarc.${policyDomain}: ${rr}${applies}`;
}

/** What a policy says that is not, or no longer, what receivers do. */
function remarksOn({ rr = '', p, policy, policyDomain }: DMARCResult, domain: string): Remark[] {
  const tags = tagsOf(rr);
  const bad = (['p', 'sp', 'np'] as const).filter(name => {
    const value = tags.get(name)?.toLowerCase();
    return value === undefined ? name === 'p' : !POLICIES.has(value);
  });
  const remarks: Remark[] = [];
  if (bad.length > 0) {
    const named = bad.map(name => (tags.has(name) ? `${name}=${tags.get(name)}` : `no ${name}=`)).join(', ');
    remarks.push([
      `${named}, so all of it counts as p=none`,
      'Write p=none, p=quarantine or p=reject (and sp, np likewise).',
    ]);
  }
  if (tags.get('t')?.toLowerCase() === 'y' && p !== 'none') {
    const fix = 'Take t=y out once the reports show that all your mail passes.';
    remarks.push([`t=y is a test: what fails is treated as by ${policy}`, fix]);
  }
  const removed = ['pct', 'rf', 'ri'].filter(name => tags.has(name));
  if (removed.length > 0) {
    const fix = `Take ${removed.join(', ')} out${tags.has('pct') ? '; t=y is what a test is called now' : ''}.`;
    remarks.push([`${removed.join(', ')} no longer exist (RFC 9989) and are ignored`, fix]);
  }
  if (policyDomain === domain && tags.get('psd')?.toLowerCase() === 'y') {
    remarks.push([
      'psd=y says that others register names below it, as below .com',
      `Take psd=y out, unless ${domain} is a registry.`,
    ]);
  }
  if (p === 'none' && !tags.has('rua')) {
    remarks.push(['p=none does nothing but report, and nobody gets the reports', 'Add rua=mailto:YOU.']);
  }
  return remarks;
}

/** Receivers do no DMARC for the domain: there is no record, or none that they can use. */
async function explainNone(
  server: NameServer,
  domain: string,
  seen: ReadonlyMap<string, readonly string[]>,
): Promise<DoctorFinding> {
  const publish = `Publish TXT _dmarc.${domain}: v=DMARC1; p=none; rua=mailto:YOU. Gmail, Yahoo and Outlook require it of bulk senders.`;
  for (const [name, texts] of seen) {
    const records = texts.filter(text => /^\s*v\s*=\s*dmarc1/iu.test(text));
    const [record] = records;
    if (record === undefined) continue;
    if (records.length > 1) {
      return failed(
        CHECK,
        `${records.length} policies at ${name}: receivers discard them all`,
        'Keep only one.',
      );
    }
    if (!/^\s*[vV]\s*=\s*DMARC1\s*(;|$)/u.test(record)) {
      return failed(CHECK, `${name}: ${record}: receivers pass it over`, 'Begin it with exactly v=DMARC1;');
    }
    const fix = 'Add p=none, p=quarantine or p=reject, and rua=mailto:YOU.';
    return failed(
      CHECK,
      `${name}: ${record}: no policy that can be read and nobody to report to, so receivers do no DMARC`,
      fix,
    );
  }
  const sure = await noneOrOffline(server);
  return sure.kind === 'offline'
    ? offline(CHECK, `_dmarc.${domain}`, sure.why)
    : failed(CHECK, `no DMARC policy for ${domain}`, publish);
}

/** Keeps what was read under each name on the way up. */
function noting(server: NameServer, seen: Map<string, readonly string[]>): NameServer {
  return {
    async resolve(name, type) {
      const answer = await server.resolve(name, type);
      if (type === 'TXT') {
        seen.set(
          name,
          (answer as readonly string[][]).map(pieces => pieces.join('')),
        );
      }
      return answer;
    },
  };
}
