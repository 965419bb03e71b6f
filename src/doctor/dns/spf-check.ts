import type { NameServer } from '../../machine/name-server.ts';
import { type DoctorFinding, failed, ok } from '../finding.ts';
import type { DnsNames } from './dns-names.ts';
import { findText, type TextRecords } from './look-up.ts';
import { offline } from './offline.ts';

const CHECK = 'dns spf';

/** The record that speaks for the return path, under the first name that has one. */
export function findSpf(server: NameServer, { spf }: DnsNames): Promise<TextRecords> {
  return findText(server, spf, text => /^v=spf1(\s|$)/i.test(text));
}

/** Whether there is one SPF record, and it does not let in everybody. */
export async function checkSpf(server: NameServer, names: DnsNames): Promise<DoctorFinding> {
  const answer = await findSpf(server, names);
  const [name] = names.spf;
  if (answer.kind === 'offline') return offline(CHECK, name, answer.why);
  if (answer.kind === 'none') {
    return failed(CHECK, `no SPF record at ${name}`, 'Publish the TXT record that the mail API names.');
  }
  const [record = ''] = answer.texts;
  const found = `${answer.name}: ${record}`;
  if (answer.texts.length > 1)
    return failed(
      CHECK,
      `${answer.texts.length} SPF records at ${answer.name}`,
      'Keep only one: two count as none.',
    );
  if (/\s\+?all\b/i.test(record) && !/\s[~?-]all\b/i.test(record))
    return failed(CHECK, found, 'End it with ~all or -all: this lets anybody send in your name.');
  return ok(CHECK, found);
}
