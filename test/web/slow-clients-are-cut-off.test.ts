import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openWebServer, type WebServer } from '../../src/web/web-server.ts';

/** Sooner than in use, but long enough for an honest request on a machine that stands still for half a second. */
const impatient = {
  headersMs: 1_500,
  requestMs: 2_000,
  keepAliveMs: 60_000,
  silenceMs: 60_000,
  checkEveryMs: 50,
};

let server: WebServer;
afterEach(() => server.close());

async function start(fetch: (request: Request) => Response | Promise<Response>): Promise<number> {
  server = await openWebServer({ fetch }, { hostname: '127.0.0.1', port: 0 }, impatient);
  return server.port;
}

const echo = async (request: Request) => new Response(`${request.method} ${await request.text()}`);

/** A connection that says what it is told to, and everything that came back when it was ended. */
function connection(port: number, first: string) {
  const socket: Socket = connect(port, '127.0.0.1', () => socket.write(first));
  let came = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    came += chunk;
  });
  socket.on('error', () => undefined);
  const open = new Promise<void>(resolve => socket.once('connect', resolve));
  const ended = new Promise<string>(resolve => socket.once('close', () => resolve(came)));
  return { socket, open, ended, came: () => came };
}

describe('the web server', () => {
  it('cuts off whoever never ends their headers or body, and serves the others meanwhile', async () => {
    const port = await start(echo);
    const dribbles = Array.from({ length: 50 }, (_, index) =>
      connection(
        port,
        index % 2 === 0
          ? 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '
          : 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nname=',
      ),
    );
    await Promise.all(dribbles.map(({ open }) => open));
    const drip = setInterval(() => {
      for (const { socket } of dribbles) if (socket.writable) socket.write('a');
    }, 20);
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('GET ');
    const answers = await Promise.all(dribbles.map(({ ended }) => ended));
    clearInterval(drip);
    expect(answers.filter(answer => !/^HTTP\/1\.1 408 |^$/.test(answer))).toEqual([]);
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('GET ');
  });

  it('reads no more headers of a request than a browser sends', async () => {
    const port = await start(request => new Response(String([...request.headers].length)));
    const headers = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`x-${index}`, 'v']));
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers });
    expect(Number(await answer.text())).toBeLessThanOrEqual(100);
  });

  it('ends with the answers that are under way, whatever connections are kept open', async () => {
    let asked = 0;
    let release: () => void = () => undefined;
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    const port = await start(async request => {
      asked += 1;
      if (new URL(request.url).pathname === '/slow') await held;
      return new Response('whole answer');
    });
    const idle = connection(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(idle.came).toContain('whole answer');
    const busy = connection(port, 'GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(() => asked).toBe(2);
    const silent = connection(port, '');
    await silent.open;
    const closed = server.close();
    await Promise.all([idle.ended, silent.ended]);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
    release();
    expect(await busy.ended).toContain('whole answer');
    await closed;
  });
});
