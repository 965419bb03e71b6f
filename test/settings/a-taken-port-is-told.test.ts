import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { checkPortIsFree } from '../../src/cli/port.ts';

const HOST = '127.0.0.1';

async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer).listen(0, HOST);
  await new Promise(resolve => server.once('listening', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return (server.address() as AddressInfo).port;
}

const check = (PORT: number) => checkPortIsFree({ HOST, PORT });

it('by this program: it is running already, and where', async () => {
  const port = await listen((_, response) => response.end('{"status":"ok"}'));
  await expect(check(port)).rejects.toThrow(
    `It is already running at http://127.0.0.1:${port}: nothing was started or sent.`,
  );
});

it.each<[string, RequestListener]>([
  ['another web server', (_, response) => response.end('<html>')],
  ['one that says something else', (_, response) => response.end('null')],
  ['one that breaks off', (_, response) => response.destroy()],
])('by %s: end that or take another port', async (_, answer) => {
  const port = await listen(answer);
  await expect(check(port)).rejects.toThrow(
    `PORT ${port} on 127.0.0.1 is taken by another program. Stop it, or set PORT to a free one, such as ${port + 1}.`,
  );
});

it('is not told of one that is free, nor of any free one', async () => {
  await check(0);
  const port = await listen(() => undefined);
  await expect(checkPortIsFree({ HOST: '192.0.2.1', PORT: port })).rejects.toThrow(
    /HOST 192\.0\.2\.1, PORT \d+ cannot/,
  );
});
