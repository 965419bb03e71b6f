import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { readZone, TYPES, wireName, type Zone, type ZoneRecord } from './zone.ts';

/** A name server on this machine that knows one zone, and of `com` that it has a name server. */
export interface DnsServer {
  readonly resolver: Resolver;
  /** Every question, as `TYPE name`. */
  readonly asked: string[];
  close(): void;
}

const NO_ERROR = 0;
const SERVER_FAILED = 2;
const NO_SUCH_NAME = 3;

/**
 * @param zone TXT records by name, or a zone; `fail` answers every question with SERVFAIL, `closed` says of every name that
 * there is none, as name servers without a way to the world do
 * @param options.failing names that are answered with SERVFAIL
 * @param options.silent names that are not answered
 */
export async function startDns(
  zone: Readonly<Record<string, readonly string[]>> | Zone | 'fail' | 'closed',
  { failing = [], silent = [] }: { failing?: readonly string[]; silent?: readonly string[] } = {},
): Promise<DnsServer> {
  const records = zoneOf(zone);
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (question, from) => {
    const { name, type, end } = readQuestion(question);
    asked.push(`${Object.keys(TYPES).find(each => TYPES[each] === type)} ${name}`);
    if (silent.includes(name)) return;
    const answers = zone === 'fail' || failing.includes(name) ? 'failed' : answersAbout(records, name, type);
    const found = Array.isArray(answers) ? answers : [];
    const code = answers === 'failed' ? SERVER_FAILED : answers === 'no such name' ? NO_SUCH_NAME : NO_ERROR;
    const header = Buffer.alloc(12);
    question.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | code, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(found.length, 6);
    socket.send(Buffer.concat([header, question.subarray(12, end), ...found]), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  // Asked again where this machine is busy: c-ares waits no longer than the last answers took, whatever it is told.
  const resolver = new Resolver(
    silent.length > 0 ? { timeout: 250, tries: 1 } : { timeout: 20_000, tries: 6 },
  );
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return { resolver, asked, close: () => socket.close() };
}

function zoneOf(zone: Readonly<Record<string, readonly string[]>> | Zone | 'fail' | 'closed'): Zone {
  if (typeof zone === 'string') return new Map();
  const world = readZone('com. IN NS ns.com.');
  if (zone instanceof Map) return new Map([...world, ...(zone as Zone)]);
  const lines = Object.entries(zone as Readonly<Record<string, readonly string[]>>).flatMap(([name, texts]) =>
    texts.map(text => `${name}. IN TXT ${JSON.stringify(text)}`),
  );
  return new Map([...world, ...readZone(lines.join('\n'))]);
}

function readQuestion(question: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at]!; length > 0; length = question[at]!) {
    labels.push(question.subarray(at + 1, at + 1 + length).toString('ascii'));
    at += 1 + length;
  }
  // The closing zero, then type and class.
  return { name: labels.join('.').toLowerCase(), type: question.readUInt16BE(at + 1), end: at + 5 };
}

function answersAbout(zone: Zone, name: string, type: number): Buffer[] | 'no such name' {
  const here = zone.get(name);
  if (!here) {
    // A name above another is there, with nothing in it.
    return [...zone.keys()].some(other => other.endsWith(`.${name}`)) ? [] : 'no such name';
  }
  return here.flatMap(record => {
    if (record.type === type) return [wireRecord(name, record)];
    if (record.type !== TYPES.CNAME || record.leadsTo === undefined) return [];
    const there = answersAbout(zone, record.leadsTo, type);
    return [wireRecord(name, record), ...(there === 'no such name' ? [] : there)];
  });
}

function wireRecord(name: string, { type, data }: ZoneRecord): Buffer {
  const head = Buffer.alloc(10);
  // The class IN, for one minute.
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(1, 2);
  head.writeUInt32BE(60, 4);
  head.writeUInt16BE(data.length, 8);
  return Buffer.concat([wireName(name), head, data]);
}
