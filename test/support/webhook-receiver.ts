import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** One post as it arrived. */
export interface Arrived {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What the body says: type, timestamp, data. */
  readonly event: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: Record<string, unknown>;
  };
}

/** What a receiver does with a post: a status, or an answer of its own; `hang` answers never, `cut` ends the connection. */
export type Reaction = number | 'hang' | 'cut' | ((response: ServerResponse) => void);

export interface WebhookReceiver {
  readonly url: string;
  /** In the order in which they came, whatever they were answered with. */
  readonly arrived: Arrived[];
  /** 200 unless told otherwise. */
  react: (post: Arrived) => Reaction | Promise<Reaction>;
  /** Of all that it said yes to, in order: the ids. */
  readonly taken: string[];
}

/** A program elsewhere that is told of events, over real HTTP on loopback; ends with the test. */
export async function openWebhookReceiver(): Promise<WebhookReceiver> {
  const arrived: Arrived[] = [];
  const taken: string[] = [];
  const receiver = { url: '', arrived, taken, react: () => 200 } as {
    -readonly [K in keyof WebhookReceiver]: WebhookReceiver[K];
  };
  const server = createServer((request, response) => {
    void read(request).then(async post => {
      arrived.push(post);
      const reaction = await receiver.react(post);
      if (reaction === 'hang') return;
      if (reaction === 'cut') return request.socket.destroy();
      if (typeof reaction === 'function') return reaction(response);
      if (reaction >= 200 && reaction < 300) taken.push(post.id);
      response.writeHead(reaction).end('what it says besides');
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/verdicts`;
  onTestFinished(
    () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return receiver;
}

async function read(request: IncomingMessage): Promise<Arrived> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  return { id: headers['webhook-id'] ?? '', headers, body, event: JSON.parse(body) as Arrived['event'] };
}
