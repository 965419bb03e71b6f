import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { closedPort } from './closed-port.ts';

it('a closed port refuses who connects, and nobody can listen on it', async () => {
  const port = await closedPort();
  const socket = connect(port, '127.0.0.1');
  await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  const server = createServer().listen(port, '127.0.0.1');
  await expect(once(server, 'listening')).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
