import { createServer, type OutgoingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ProxyHabits {
  /** Host as it reaches the site; the visitor's own where it is left out. */
  readonly host?: string;
  /** What is added for what stands behind. */
  readonly adds?: OutgoingHttpHeaders;
}

/** A reverse proxy on loopback, as nginx and its like stand before a site, until the test ends. @returns its port */
export async function openProxy(site: string, { host, adds = {} }: ProxyHabits): Promise<number> {
  const proxy = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, ...(host !== undefined && { host }), ...adds };
    const onward = request(site, { method: incoming.method, path: incoming.url, headers }, answer => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return (proxy.address() as AddressInfo).port;
}
