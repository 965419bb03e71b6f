import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One record, as it goes over the wire. */
export interface ZoneRecord {
  readonly type: number;
  readonly data: Buffer;
  /** Of a CNAME: where it leads. */
  readonly leadsTo?: string;
}

/** Records by name, in lower case and without the last dot. */
export type Zone = ReadonlyMap<string, readonly ZoneRecord[]>;

export const TYPES: Readonly<Record<string, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
};

/**
 * A zone file of test/doctor/zones, changed for one case.
 * @param out lines that match are left out
 * @param more lines that are added, below the file's origin
 */
export function zoneFile(name: string, { out, more = '' }: { out?: RegExp; more?: string } = {}): Zone {
  const lines = readFileSync(join(import.meta.dirname, 'zones', `${name}.zone`), 'utf8').split('\n');
  return readZone([...lines.filter(line => !out?.test(line)), more].join('\n'));
}

/** Reads a zone file (RFC 1035 5.1) without parentheses and $INCLUDE. @throws Error for a line that it cannot read */
export function readZone(text: string): Zone {
  const zone = new Map<string, ZoneRecord[]>();
  let [origin, owner] = ['', ''];
  for (const line of text.split('\n')) {
    const tokens =
      line.match(/"(?:[^"\\]|\\.)*"|;.*|[^\s;]+/gu)?.filter(token => !token.startsWith(';')) ?? [];
    if (tokens.length === 0 || tokens[0] === '$TTL') continue;
    if (tokens[0] === '$ORIGIN') {
      origin = tokens[1] ?? '';
      continue;
    }
    if (!/^\s/u.test(line)) owner = whole(tokens.shift() ?? '', origin);
    const [type = '', ...values] = tokens.filter((token, at) => at > 1 || !/^(\d+|IN)$/u.test(token));
    zone.set(owner, [...(zone.get(owner) ?? []), recordOf(type, values, origin)]);
  }
  return zone;
}

function whole(name: string, origin: string): string {
  const full = name === '@' ? origin : name.endsWith('.') ? name : `${name}.${origin}`;
  return full.replace(/\.$/u, '').toLowerCase();
}

function recordOf(type: string, values: readonly string[], origin: string): ZoneRecord {
  const code = TYPES[type];
  const [first = '', second = ''] = values;
  if (code === undefined) throw new Error(`No record of type ${type} is known here: ${values.join(' ')}`);
  switch (type) {
    case 'A':
      return { type: code, data: Buffer.from(first.split('.').map(Number)) };
    case 'AAAA':
      return { type: code, data: ipv6(first) };
    case 'MX':
      return {
        type: code,
        data: Buffer.concat([Buffer.from([0, Number(first)]), wireName(whole(second, origin))]),
      };
    case 'TXT':
      return { type: code, data: Buffer.concat(values.flatMap(characterStrings)) };
    default:
      return { type: code, data: wireName(whole(first, origin)), leadsTo: whole(first, origin) };
  }
}

function characterStrings(quoted: string): Buffer[] {
  const text = quoted.replace(/^"(.*)"$/su, '$1').replaceAll(/\\(.)/gsu, '$1');
  return (text.match(/.{1,255}/gsu) ?? ['']).map(piece => Buffer.from([piece.length, ...Buffer.from(piece)]));
}

function ipv6(address: string): Buffer {
  const [head = '', tail] = address.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const [left, right] = [groups(head), groups(tail ?? '')];
  const middle = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return Buffer.from([...left, ...middle, ...right].map(group => group.padStart(4, '0')).join(''), 'hex');
}

export function wireName(name: string): Buffer {
  const labels = name === '' ? [] : name.split('.');
  return Buffer.from([...labels.flatMap(label => [label.length, ...Buffer.from(label)]), 0]);
}
