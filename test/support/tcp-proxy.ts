import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a server on this machine that can be disturbed; closed after the test. */
export interface TcpProxy {
  /** A URL of the server, by way of the proxy. */
  readonly url: string;
  /** The connections that stand pass nothing on any more, in either direction, and nobody is told. */
  forget(): void;
  /** New connections are accepted and passed on (as at the start), or refused at once. */
  readonly accepts: { yes: boolean };
  /** Breaks every connection off. */
  breakOff(): void;
  readonly openConnections: () => number;
}

export async function tcpProxy(url: string): Promise<TcpProxy> {
  const target = new URL(url);
  const pairs = new Set<readonly [Socket, Socket]>();
  const accepts = { yes: true };
  const server = createServer({ noDelay: true }, client => {
    if (!accepts.yes) return void client.resetAndDestroy();
    const upstream = dial({ port: Number(target.port), host: target.hostname, noDelay: true });
    const pair = [client, upstream] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    client.pipe(upstream);
    upstream.pipe(client);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  const breakOff = () => {
    for (const pair of [...pairs]) for (const socket of pair) socket.destroy();
  };
  onTestFinished(
    () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        breakOff();
      }),
  );
  return {
    url: through.href,
    accepts,
    breakOff,
    openConnections: () => pairs.size,
    forget: () => {
      for (const [client, upstream] of pairs) {
        client.unpipe(upstream).removeAllListeners('close').resume();
        upstream.unpipe(client).removeAllListeners('close').resume();
      }
    },
  };
}
