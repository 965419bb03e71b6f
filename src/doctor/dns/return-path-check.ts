import type { NameServer } from '../../machine/name-server.ts';
import { type DoctorFinding, failed, ok, warning } from '../finding.ts';
import type { DnsNames } from './dns-names.ts';
import { lookUp } from './look-up.ts';
import { offline } from './offline.ts';
import { findSpf } from './spf-check.ts';

const CHECK = 'return path';

/** Where bounces go: the domain of the envelope's sender must take mail, or they are lost and some receivers refuse. */
export async function checkReturnPath(server: NameServer, names: DnsNames): Promise<DoctorFinding> {
  const spf = await findSpf(server, names);
  const name = spf.kind === 'found' ? spf.name : (names.spf[0] ?? names.domain);
  const mx = await lookUp(server, name, 'MX');
  if (mx.kind === 'offline') return offline(CHECK, name, mx.why);
  if (mx.kind === 'found') {
    const hosts = mx.records.map(({ exchange }) => exchange).filter(host => host !== '');
    if (hosts.length > 0) return ok(CHECK, `${name} takes mail at ${hosts.join(', ')}`);
    const fix = 'Take the empty MX away and publish that of a server which takes the bounces.';
    return failed(CHECK, `${name} says that it takes no mail (MX "."): bounces are lost`, fix);
  }
  return withoutMx(server, name);
}

/** RFC 5321 5.1: a name without MX takes mail at its own address, if it has one. */
async function withoutMx(server: NameServer, name: string): Promise<DoctorFinding> {
  const fix = `Publish an MX for ${name}, as the mail API names it, or of the server that takes your mail.`;
  const answers = await Promise.all([lookUp(server, name, 'A'), lookUp(server, name, 'AAAA')]);
  for (const answer of answers) {
    if (answer.kind === 'found')
      return warning(CHECK, `${name} has no MX; bounces are tried at its own address`, fix);
  }
  const [silent] = answers.flatMap(answer => (answer.kind === 'offline' ? [answer] : []));
  return silent
    ? offline(CHECK, name, silent.why)
    : failed(CHECK, `${name} has no MX and no address: bounces are lost`, fix);
}
