import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';

/** A name server on this machine that knows TXT records, and of `com` that it has a name server. */
export interface DnsServer {
  readonly resolver: Resolver;
  close(): void;
}

const NS = 2;
const TXT = 16;
const NO_ERROR = 0;
const SERVER_FAILED = 2;
const NO_SUCH_NAME = 3;

/**
 * @param records texts by name; `fail` answers every question with SERVFAIL, `closed` says of every name that there is none,
 * as name servers without a way to the world do
 */
export async function startDns(
  records: Readonly<Record<string, readonly string[]>> | 'fail' | 'closed',
): Promise<DnsServer> {
  const socket = createSocket('udp4');
  socket.on('message', (question, from) => {
    const { name, end } = readName(question);
    const answers = typeof records === 'string' ? undefined : answersAbout(name, records);
    const code = records === 'fail' ? SERVER_FAILED : answers ? NO_ERROR : NO_SUCH_NAME;
    const header = Buffer.alloc(12);
    question.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | code, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(answers?.length ?? 0, 6);
    socket.send(
      Buffer.concat([header, question.subarray(12, end), ...(answers ?? [])]),
      from.port,
      from.address,
    );
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const resolver = new Resolver({ timeout: 20_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return { resolver, close: () => socket.close() };
}

function readName(question: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at]!; length > 0; length = question[at]!) {
    labels.push(question.subarray(at + 1, at + 1 + length).toString('ascii'));
    at += 1 + length;
  }
  // The closing zero, then type and class.
  return { name: labels.join('.').toLowerCase(), end: at + 5 };
}

function answersAbout(
  name: string,
  records: Readonly<Record<string, readonly string[]>>,
): Buffer[] | undefined {
  if (name === 'com') return [record(NS, Buffer.from([2, ...Buffer.from('ns'), 0]))];
  return records[name]?.map(text => {
    const pieces = text.match(/.{1,255}/g) ?? [''];
    return record(
      TXT,
      Buffer.concat(pieces.map(piece => Buffer.from([piece.length, ...Buffer.from(piece)]))),
    );
  });
}

function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  // The name is the question's (a pointer), the class IN, for one minute.
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
