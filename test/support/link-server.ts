import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web site that answers as sites do: found, gone, forbidden, slow, somewhere else. */
export interface LinkServer {
  /** `http://127.0.0.1:1234` */
  readonly here: string;
  /** The same machine by another name, so another domain: `http://localhost:1234`. */
  readonly elsewhere: string;
  /** What was asked, in order: `HEAD /ok`. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function openLinkServer(): Promise<LinkServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    asked.push(`${method} ${url}`);
    const { port } = server.address() as AddressInfo;
    const redirect = (location: string) => response.writeHead(302, { Location: location }).end();
    const answer = (status: number) =>
      response.writeHead(status).end(method === 'HEAD' ? '' : 'x'.repeat(100_000));
    switch (url.replace(/\?.*$/, '')) {
      case '/slow':
        setTimeout(() => answer(200), 300);
        return;
      case '/never':
        return;
      case '/cut':
        request.socket.destroy();
        return;
      case '/gone':
        return answer(410);
      case '/forbidden':
        return answer(403);
      case '/busy':
        return answer(429);
      case '/no-head':
        return answer(method === 'HEAD' ? 405 : 200);
      case '/wrong-head':
        return answer(method === 'HEAD' ? 404 : 200);
      case '/same':
        return redirect('/ok');
      case '/other':
        return redirect(`http://localhost:${port}/ok`);
      case '/circle':
        return redirect('/circle-2');
      case '/circle-2':
        return redirect('/circle');
      case '/inside':
        return redirect('http://169.254.169.254/latest/meta-data/');
      case '/app':
        return redirect('itms-apps://store');
      case '/ok':
        return answer(200);
      default:
        return url.startsWith('/hop/') ? redirect(`/hop/${Number(url.slice(5)) + 1}`) : answer(404);
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    here: `http://127.0.0.1:${port}`,
    elsewhere: `http://localhost:${port}`,
    asked,
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
