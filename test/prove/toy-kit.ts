// A mailer from outside this repository, with its stand-in: written from docs/mailers.md alone. The mail API takes up to ten
// mails a call, knows no keys, and can be asked which mails it has.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KitFault, KitMail, MailerKit } from '../../scripts/prove/kit.ts';
import { type ToyFault, toyMailer } from './toy-mailer.ts';

export const kit: MailerKit = toyKit('');

/** @param fault a mistake that is planted in the mailer; '' for none */
export function toyKit(fault: ToyFault | ''): MailerKit {
  return {
    name: 'toy',
    start: startToy,
    open: async settings => toyMailer({ url: settings.TOY_URL ?? '', fault }),
  };
}

interface Posted {
  readonly to: string;
  readonly html: string;
  readonly text: string;
  readonly tag: string;
}

async function startToy() {
  const taken: KitMail[] = [];
  const refused = new Set<string>();
  const planned = new Map<number, KitFault>();
  let calls = 0;
  const take = (mail: Posted) => {
    if (refused.has(mail.to)) return { error: 'No such mailbox.' };
    const { tag: delivery, ...rest } = mail;
    taken.push({ ...rest, delivery, id: `toy-${taken.length + 1}` });
    return { id: `toy-${taken.length}` };
  };
  const send = (mails: readonly Posted[], response: ServerResponse, fault: KitFault | undefined) => {
    const say = (status: number, body: unknown) =>
      void response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
    const all = () => ({ mails: mails.map(take) });
    switch (fault?.do) {
      case 'reset':
        return void response.destroy();
      case 'lose':
        all();
        return void response.destroy();
      case 'partly':
        for (const mail of mails.slice(0, fault.mails)) take(mail);
        return void response.destroy();
      case 'hang':
        if (fault.taken) all();
        return;
      case 'rubbish':
        if (fault.taken) all();
        return say(fault.status, '<html>All is well</html>');
      case 'half': {
        const body = JSON.stringify(all());
        response.writeHead(200, { 'content-length': body.length });
        return void response.write(body.slice(0, body.length / 2), () => response.destroy());
      }
      case 'busy':
        return say(429, { error: 'Too fast.' });
      case 'some later':
        return say(200, {
          mails: mails.map((mail, at) => (at < fault.mails ? { later: true } : take(mail))),
        });
      case 'slow':
        return void setTimeout(() => say(200, all()), fault.ms);
      default:
        return say(200, all());
    }
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    if (request.url === '/known') {
      const asked = new Set(body as string[]);
      const known = taken
        .filter(({ delivery }) => asked.has(delivery))
        .map(({ delivery, id }) => [delivery, id]);
      return void response.end(JSON.stringify(known));
    }
    const fault = planned.get(calls);
    calls += 1;
    send(body as Posted[], response, fault);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    settings: { TOY_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    calls: () => calls,
    taken: () => taken,
    accepted: () => taken.length,
    refuse: (addresses: readonly string[]) => {
      for (const address of addresses) refused.add(address);
    },
    fault: (fault: KitFault, after: number) => void planned.set(calls + after, fault),
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
