import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';

/** A way to a server on this machine whose connections can be forgotten, as a firewall does. */
export interface SilentWire {
  readonly port: number;
  /** What stands carries nothing any more, and nobody is told; new connections do. @returns how many stood */
  forget(): number;
  close(): Promise<void>;
}

export async function silentWire(target: {
  readonly host: string;
  readonly port: number;
}): Promise<SilentWire> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, client => {
    const upstream = dial({ ...target, noDelay: true });
    const pair = [client, upstream] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) {
      sockets.add(socket);
      socket.on('error', end).on('close', end);
    }
    client.pipe(upstream);
    upstream.pipe(client);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    forget: () => {
      const stood = [...pairs];
      pairs.clear();
      for (const [client, upstream] of stood) {
        client.unpipe(upstream).resume();
        upstream
          .unpipe(client)
          .removeAllListeners('close')
          .on('close', () => sockets.delete(upstream))
          .resume();
      }
      return stood.length;
    },
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
