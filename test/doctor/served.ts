import { onTestFinished } from 'vitest';
import { type DnsServer, startDns } from './dns-server.ts';
import { zoneFile } from './zone.ts';

/** A name server for one test, with the zone of a publication where all is in order, changed for the case. */
export async function served(
  change: Parameters<typeof zoneFile>[1] = {},
  options: Parameters<typeof startDns>[1] = {},
): Promise<DnsServer> {
  const server = await startDns(zoneFile('weekly', change), options);
  onTestFinished(() => server.close());
  return server;
}
