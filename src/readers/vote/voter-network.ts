import { networkOf, UNKNOWN_NETWORK } from '../../audience/network.ts';
import type { Store } from '../../storage/database.ts';
import { addressHasher } from '../../storage/meta.ts';

/**
 * What is kept of where a ballot came from: a keyed hash of the network, never the address. '' when it is unknown or
 * this machine itself, which is what a proxy that TRUST_PROXY does not count looks like: all readers would be one.
 */
export async function voterNetwork(store: Store, address: string): Promise<string> {
  const network = networkOf(address);
  if (network === UNKNOWN_NETWORK || LOOPBACK.has(network)) return '';
  return (await addressHasher(store))(`network\0${network}`);
}

const LOOPBACK = new Set([networkOf('127.0.0.1'), networkOf('::1')]);
