import type { BIMIResult } from 'mailauth';
import type { NameServer } from '../../machine/name-server.ts';
import { type DoctorFinding, ok, unknown, warning, whyOf } from '../finding.ts';
import { dmarcOf, forMailauth } from '../received/dmarc.ts';
import type { Fetch } from '../web-check.ts';
import { noneOrOffline } from './look-up.ts';
import { offline } from './offline.ts';

const CHECK = 'bimi';
const PATIENCE_MS = 5_000;
/** A certificate with its logo is some 30 KB. */
const LARGEST_BYTES = 1_048_576;
const DAY_MS = 86_400_000;
const SOON_DAYS = 30;

/** The logo beside the sender's name: nothing requires one, so its absence is only told. */
export async function checkBimi(
  server: NameServer,
  domain: string,
  { fetch, now }: { readonly fetch: Fetch; readonly now: number },
): Promise<DoctorFinding> {
  const dmarc = await dmarcOf(server, { from: domain, spf: [], dkim: [domain] });
  if (!dmarc || dmarc.status.result === 'temperror') {
    return unknown(CHECK, 'not checked: no answer about DMARC', 'Run doctor again where DNS works.');
  }
  const { bimi } = await import('mailauth/lib/bimi/index.js');
  const record = await bimi({ dmarc, resolver: forMailauth(server) });
  if (!record) return ok(CHECK, 'not looked for');
  const { result, comment = '' } = record.status;
  if (result === 'none' || dmarc.status.result === 'none') {
    const sure = await noneOrOffline(server);
    if (sure.kind === 'offline') return offline(CHECK, `default._bimi.${domain}`, sure.why);
  }
  switch (result) {
    case 'pass':
      return checkFiles(record, { fetch, now });
    case 'none':
      return ok(CHECK, `no record at default._bimi.${domain}: mails come without a logo, which is fine`);
    case 'declined':
      return ok(CHECK, `${domain} declares that it has no logo`);
    case 'skipped':
      return ok(CHECK, `not looked for: ${comment}. A logo needs p=quarantine or p=reject, without t=y`);
    case 'temperror':
    case 'temperr':
      return unknown(CHECK, `not checked: ${comment}`, 'Run doctor again where DNS works.');
    default:
      return warning(CHECK, `the record cannot be used: ${comment}`, 'Correct it, or take it away.');
  }
}

async function checkFiles(
  record: BIMIResult,
  { fetch, now }: { readonly fetch: Fetch; readonly now: number },
): Promise<DoctorFinding> {
  const { location = '', authority = '' } = record;
  if (authority === '') {
    const fix = 'Nothing needs doing. Gmail and Apple show a logo only with a mark certificate (a=).';
    return warning(CHECK, `a logo at ${location}, without a certificate`, fix);
  }
  const [logo, certificate] = await Promise.all([download(fetch, location), download(fetch, authority)]);
  for (const file of [logo, certificate]) {
    if (typeof file === 'string') return unknown(CHECK, file, 'See whether the address opens in a browser.');
  }
  const { validateVMC } = await import('mailauth/lib/bimi/index.js');
  const checked = await validateVMC({
    ...record,
    locationPath: logo as Buffer,
    authorityPath: certificate as Buffer,
  });
  const verdict = checked ? checked.authority : undefined;
  if (!verdict?.success) {
    const fix = 'Put the certificate that was issued for this logo and domain at the address in a=.';
    return warning(CHECK, `${authority}: ${verdict?.error?.message ?? 'no certificate'}`, fix);
  }
  if (verdict.hashMatch === false) {
    return warning(
      CHECK,
      `${location} is not the logo of the certificate`,
      'Publish the very file it was issued for.',
    );
  }
  return untilWhen(verdict.vmc as Vmc, now);
}

/** What of a certificate is told. */
interface Vmc {
  readonly type?: string;
  readonly certificate?: { readonly validTo?: string };
}

function untilWhen({ type = 'mark', certificate }: Vmc, now: number): DoctorFinding {
  const ends = Date.parse(certificate?.validTo ?? '');
  if (Number.isNaN(ends)) return ok(CHECK, `logo and ${type} certificate are in order`);
  const days = Math.floor((ends - now) / DAY_MS);
  const found = `logo and ${type} certificate are in order; it ends in ${days} days`;
  return days < SOON_DAYS ? warning(CHECK, found, 'Have it renewed.') : ok(CHECK, found);
}

/** @returns the file, or why there is none */
async function download(fetch: Fetch, url: string): Promise<Buffer | string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) return `${url} answers ${response.status}`;
    const bytes = Buffer.from(await response.arrayBuffer());
    return bytes.length > LARGEST_BYTES ? `${url} is larger than 1 MB` : bytes;
  } catch (error) {
    return `${url} could not be reached from here: ${whyOf(error)}`;
  }
}
