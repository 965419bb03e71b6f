import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * A port of the loopback interface that refuses everybody until the test has ended. A port that was closed may be another
 * server's a moment later, of a test beside this one; this is our end of a connection that stands, so no system gives it
 * to anybody else, and nobody listens on it.
 */
export async function closedPort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const kept = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await Promise.all([once(kept, 'connect'), accepted]);
  server.close();
  onTestFinished(() => void kept.destroy());
  return kept.localPort!;
}
