import { connect } from 'node:net';

/** One request, byte for byte: what no well-behaved client would send must reach the server too. */
export interface RawRequest {
  readonly method?: string;
  /** As it stands in the request line. */
  readonly path: string;
  /** Lines `Name: value`, which may hold anything; latin1. */
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
}

export interface RawAnswer {
  /** 0 when the server closed the connection without a word. */
  readonly status: number;
  /** Names in lower case, in the order they came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Sends it on a connection of its own and reads until the server ends that. */
export function sendRaw(port: number, request: RawRequest): Promise<RawAnswer> {
  const { method = 'GET', path, headers = [], body } = request;
  const bytes = Buffer.from(body ?? '');
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...(headers.some(line => /^host:/i.test(line)) ? [] : ['Host: weekly.example.com']),
    'Connection: close',
    ...headers,
    ...(body === undefined ? [] : [`Content-Length: ${bytes.length}`]),
  ];
  return new Promise(resolve => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'));
      socket.write(bytes);
    });
    socket.on('data', chunk => void chunks.push(chunk as Buffer));
    // A server that refuses a long body closes while it is still being written.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(readAnswer(Buffer.concat(chunks))));
  });
}

function readAnswer(bytes: Buffer): RawAnswer {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return { status: 0, headers: [], body: '' };
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = lines.map(line => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { status: Number(first.split(' ')[1]), headers, body: bytes.subarray(end + 4).toString('utf8') };
}

export const FORM = 'Content-Type: application/x-www-form-urlencoded';
export const JSON_BODY = 'Content-Type: application/json';

export function fields(entries: Readonly<Record<string, string>> | [string, string][]): string {
  return new URLSearchParams(entries).toString();
}
