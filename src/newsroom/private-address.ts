import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Thrown instead of connecting to a machine that is nobody's business but its owner's. */
export class PrivateAddress extends Error {
  /** The address itself, or the name with it: `10.0.0.7`, `intranet.example is 10.0.0.7`. */
  readonly where: string;

  constructor(where: string) {
    super(`${where} is in a private network`);
    this.where = where;
  }
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** What IANA keeps out of the public internet, shared and reserved space included. */
const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv4');
}

/** The one part of IPv6 that is handed out to the public; what wraps IPv4 addresses in it is left out with the rest. */
const PUBLIC_V6 = new BlockList();
PUBLIC_V6.addSubnet('2000::', 3, 'ipv6');
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv6');
}

/** Networks of one's own. What a cloud tells its machines about themselves (169.254.0.0/16) is nobody's receiver. */
const OWN_NETWORK = new BlockList();
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  OWN_NETWORK.addSubnet(network, bits, 'ipv4');
}
OWN_NETWORK.addSubnet('fc00::', 7, 'ipv6');
/** Amazon's machines are told about themselves here. */
const METADATA_V6 = new BlockList();
METADATA_V6.addSubnet('fd00:ec2::', 32, 'ipv6');

/** Beside public addresses: none, this machine itself (for a developer's), or the networks of one's own as well. */
export type Reach = boolean | 'own network';

/**
 * Whether an IP address may be asked. `::ffff:10.0.0.7` and its like are judged as IPv6, so never public.
 * @param reach true: this machine itself, too
 */
export function isPublicAddress(address: string, reach: Reach): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (LOOPBACK.check(address, family)) return reach !== false;
  if (reach === 'own network' && OWN_NETWORK.check(address, family))
    return family === 'ipv4' || !METADATA_V6.check(address, family);
  if (family === 'ipv6' && !PUBLIC_V6.check(address, 'ipv6')) return false;
  return !PRIVATE.check(address, family);
}

/** @throws PrivateAddress where an address's host is an IP address that may not be asked; names are left to the look-up */
export function refusePrivateHost(url: URL, reach: Reach): void {
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  if (isIP(host) !== 0 && !isPublicAddress(host, reach)) throw new PrivateAddress(host);
}

/**
 * The look-up of the very connection that is opened, so that a name cannot lead to one address when it is judged and to
 * another when it is used. One private address among several is enough to refuse.
 */
export function publicLookup(reach: Reach): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (fault, found) => {
      if (fault) return done(fault, '', 0);
      const hidden = found.find(({ address }) => !isPublicAddress(address, reach));
      if (hidden) return done(new PrivateAddress(`${hostname} is ${hidden.address}`), '', 0);
      const [first] = found;
      if (options.all || !first) return done(null, found);
      return done(null, first.address, first.family);
    });
  };
}
