import type { NameServer } from '../../machine/name-server.ts';
import { type DoctorFinding, failed, ok, unknown, warning } from '../finding.ts';
import { tagsOf } from '../received/tags.ts';
import type { DnsNames } from './dns-names.ts';
import { findText, type TextRecords } from './look-up.ts';
import { offline } from './offline.ts';

const CHECK = 'dns dkim';

/** The published key of the provider's signature, under the first name that has one. */
export function findKey(server: NameServer, { dkim }: DnsNames): Promise<TextRecords> {
  return findText(server, dkim, text => /(^|;)\s*p=/i.test(text));
}

/** Whether the key that receivers look up is there, in use, and the one that signs. */
export async function checkDkim(server: NameServer, names: DnsNames): Promise<DoctorFinding> {
  const [name] = names.dkim;
  if (name === undefined) {
    const fix =
      'Run: verdicts doctor --mail YOU, and look at the copy that arrives. Or sign here with SMTP_DKIM_DOMAIN, _SELECTOR, _KEY.';
    return unknown(CHECK, 'the SMTP server may sign; under which name cannot be seen from here', fix);
  }
  const answer = await findKey(server, names);
  if (answer.kind === 'offline') return offline(CHECK, name, answer.why);
  if (answer.kind === 'none') {
    const fix =
      'Publish the DKIM record that the mail API names; without it one-click unsubscribe does not count.';
    return failed(CHECK, `no DKIM key at ${name}`, fix);
  }
  return judge(answer.name, tagsOf(answer.texts[0] ?? ''), names.publicKey);
}

function judge(name: string, tags: ReadonlyMap<string, string>, publicKey: string): DoctorFinding {
  const published = tags.get('p')?.replaceAll(/\s/g, '') ?? '';
  if (published === '')
    return failed(CHECK, `the key at ${name} is revoked (p= is empty)`, 'Publish the current key.');
  if (publicKey !== '' && published !== publicKey) {
    const fix = 'Publish the public half of SMTP_DKIM_KEY, or set the selector that belongs to it.';
    return failed(CHECK, `the key at ${name} does not belong to SMTP_DKIM_KEY`, fix);
  }
  // RFC 6376 3.6.1: a domain that tests DKIM is treated as if it did not sign.
  const isTest = (tags.get('t') ?? '').split(':').some(flag => flag.trim().toLowerCase() === 'y');
  return isTest
    ? warning(CHECK, `the key at ${name} says t=y: only a test`, 'Take t=y out of the record.')
    : ok(CHECK, `a key at ${name}`);
}
