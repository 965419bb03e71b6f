import type { NameServer } from '../../machine/name-server.ts';
import { type DoctorFinding, failed, ok, unknown, warning } from '../finding.ts';
import { dmarcOf } from '../received/dmarc.ts';
import { findKey } from './dkim-check.ts';
import type { DnsNames } from './dns-names.ts';
import { findSpf } from './spf-check.ts';

const CHECK = 'alignment';
const SEE_A_COPY = 'Run: verdicts doctor --mail YOU, and look at the copy that arrives.';

/** Whether what SPF and DKIM will vouch for counts for the domain in From: one of them must, by the rules of its policy. */
export async function checkAlignment(server: NameServer, names: DnsNames): Promise<DoctorFinding> {
  const [spf, key] = await Promise.all([findSpf(server, names), findKey(server, names)]);
  if (spf.kind === 'offline' || key.kind === 'offline') {
    return unknown(CHECK, 'not checked: no answer about SPF or DKIM', 'Run doctor again where DNS works.');
  }
  const returnPath = spf.kind === 'found' ? spf.name : null;
  const signer = key.kind === 'found' ? (key.name.split('._domainkey.')[1] ?? null) : null;
  const result = await dmarcOf(server, {
    from: names.domain,
    spf: returnPath === null ? [] : [returnPath],
    dkim: signer === null ? [] : [signer],
  });
  if (!result || result.status.result === 'temperror') {
    return unknown(
      CHECK,
      `not checked: ${result?.error ?? 'no answer'}`,
      'Run doctor again where DNS works.',
    );
  }
  if (result.status.result === 'none') {
    return unknown(CHECK, 'not checked: without a DMARC policy nothing is compared', 'See dns dmarc.');
  }
  const { spf: bySpf, dkim: byDkim } = result.alignment;
  return judge(names, {
    spf: { of: returnPath, aligned: bySpf.result !== undefined, strict: bySpf.strict },
    dkim: { of: signer, aligned: byDkim.result !== undefined, strict: byDkim.strict },
  });
}

interface Voucher {
  /** Null where there is none, or it cannot be seen from here. */
  readonly of: string | null;
  readonly aligned: boolean;
  readonly strict: boolean;
}

function judge(
  { domain, dkim: keys }: DnsNames,
  { spf, dkim }: { readonly spf: Voucher; readonly dkim: Voucher },
): DoctorFinding {
  const said = [
    `From ${domain}`,
    `SPF ${spf.of === null ? 'for nobody' : `for ${spf.of} (${wordOf(spf)})`}`,
    `DKIM ${dkim.of === null ? 'not seen from here' : `by ${dkim.of} (${wordOf(dkim)})`}`,
  ].join(', ');
  const isUnseen = keys.length === 0;
  if (spf.aligned && dkim.aligned) return ok(CHECK, said);
  if (dkim.aligned) {
    const fix =
      'Mails pass DMARC by their signature alone. Publish SPF for a name below From, without aspf=s, and both count.';
    return warning(CHECK, said, fix);
  }
  if (isUnseen) return unknown(CHECK, said, SEE_A_COPY);
  if (spf.aligned) {
    const fix = `Sign with a key of ${domain}: SPF is lost wherever a mail is forwarded, and DMARC with it.`;
    return warning(CHECK, said, fix);
  }
  return failed(
    CHECK,
    said,
    `Sign with a key of ${domain}, or send from a domain that SPF or DKIM speaks for.`,
  );
}

function wordOf({ aligned, strict }: Voucher): string {
  if (aligned) return strict ? 'aligned, strict' : 'aligned';
  return strict ? 'not aligned: its policy wants exactly this name' : 'not aligned';
}
