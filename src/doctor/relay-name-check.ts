import { BlockList, isIP } from 'node:net';
import type { NameServer } from '../machine/name-server.ts';
import { isPublicAddress } from '../newsroom/private-address.ts';
import { lookUp } from './dns/look-up.ts';
import { offline } from './dns/offline.ts';
import { type DoctorFinding, ok, unknown, warning } from './finding.ts';

const CHECK = 'relay name';

/**
 * Whether the relay's address has a name that leads back to it, as Gmail and others ask of whoever brings them mail. A relay
 * may hand on from another address than the one it takes mail at, so what is missing is a warning.
 */
export async function checkRelayName(server: NameServer, url: string): Promise<DoctorFinding> {
  const host = new URL(url).hostname.replaceAll(/^\[|\]$/gu, '');
  const found = await addressesOf(server, host);
  if (found.kind === 'offline') return offline(CHECK, host, found.why);
  const addresses = found.addresses.filter(address => isPublicAddress(address, false));
  if (addresses.length === 0) {
    const fix = 'Look at a mail that has arrived: its Received line names the address and its name.';
    return unknown(CHECK, `${host} is on this network: the address it sends from is not seen here`, fix);
  }
  const verdicts = await Promise.all(addresses.map(address => nameOf(server, address)));
  const silent = verdicts.find(({ kind }) => kind === 'silent');
  if (silent) return unknown(CHECK, silent.found, 'Run doctor again where DNS works.');
  const said = verdicts.map(verdict => verdict.found).join('; ');
  const fix =
    'Have its operator set the reverse name (PTR) of the address, and that name’s A or AAAA to the address.';
  return verdicts.every(({ kind }) => kind === 'confirmed') ? ok(CHECK, said) : warning(CHECK, said, fix);
}

type Addresses =
  | { readonly kind: 'found'; readonly addresses: readonly string[] }
  | { readonly kind: 'offline'; readonly why: string };

async function addressesOf(server: NameServer, host: string): Promise<Addresses> {
  if (isIP(host) !== 0) return { kind: 'found', addresses: [host] };
  if (host === 'localhost') return { kind: 'found', addresses: ['127.0.0.1'] };
  const answers = await Promise.all([lookUp(server, host, 'A'), lookUp(server, host, 'AAAA')]);
  const addresses = answers.flatMap(answer => (answer.kind === 'found' ? answer.records : []));
  const [silent] = answers.flatMap(answer => (answer.kind === 'offline' ? [answer] : []));
  return addresses.length === 0 && silent ? silent : { kind: 'found', addresses };
}

interface Named {
  readonly kind: 'confirmed' | 'not confirmed' | 'silent';
  readonly found: string;
}

async function nameOf(server: NameServer, address: string): Promise<Named> {
  const answer = await lookUp(server, reverseName(address), 'PTR');
  if (answer.kind === 'offline') {
    return { kind: 'silent', found: `no answer about the name of ${address} (${answer.why})` };
  }
  const names = answer.kind === 'found' ? answer.records : [];
  for (const name of names) {
    const back = await addressesOf(server, name);
    if (back.kind === 'offline') return { kind: 'silent', found: `no answer about ${name} (${back.why})` };
    if (back.addresses.some(each => isSame(each, address))) {
      return { kind: 'confirmed', found: `${address} is ${name}, which leads back to it` };
    }
  }
  const found = names.length === 0 ? 'has no name' : `is ${names.join(', ')}, which does not lead back to it`;
  return { kind: 'not confirmed', found: `${address} ${found}` };
}

/** Where the name of an address stands (RFC 1035 3.5, RFC 3596 2.5). */
function reverseName(address: string): string {
  if (isIP(address) === 4) return `${address.split('.').toReversed().join('.')}.in-addr.arpa`;
  const [left = [], right = []] = address.split('::').map(part => part.split(':').filter(Boolean));
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  const digits = [...left, ...zeros, ...right].map(group => group.padStart(4, '0')).join('');
  return `${[...digits].toReversed().join('.')}.ip6.arpa`;
}

/** However IPv6 is written. */
function isSame(one: string, other: string): boolean {
  const [family, others] = [one, other].map(address => (isIP(address) === 6 ? 'ipv6' : 'ipv4'));
  if (family !== others || family === undefined) return false;
  const list = new BlockList();
  list.addAddress(one, family as 'ipv4' | 'ipv6');
  return list.check(other, family as 'ipv4' | 'ipv6');
}
