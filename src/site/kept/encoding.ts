import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** What a body travels as. */
export type Encoding = 'br' | 'gzip' | 'identity';

/** A page is encoded anew at most once a second, so the slowest levels do not pay: these take a millisecond or two. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const GZIP = { level: 6 };

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Nearly all browsers say the same; a visitor who says something new every time only empties it. */
const MOST_KNOWN = 50;
const known = new Map<string, Encoding>();

/** The smallest encoding that the client says it reads (RFC 9110, 12.5.3). @param accepted its Accept-Encoding */
export function encodingFor(accepted: string): Encoding {
  const before = known.get(accepted);
  if (before) return before;
  const encoding = readAccepted(accepted);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(accepted, encoding);
  return encoding;
}

function readAccepted(accepted: string): Encoding {
  const weights = new Map<string, number>();
  for (const part of accepted.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map(word => word.trim());
    const weight = parameters.find(word => word.startsWith('q='))?.slice(2);
    weights.set(name, weight === undefined ? 1 : Number(weight));
  }
  const reads = (name: string) => (weights.get(name) ?? weights.get('*') ?? 0) > 0;
  return reads('br') ? 'br' : reads('gzip') ? 'gzip' : 'identity';
}

export async function encode(
  bytes: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
): Promise<Uint8Array<ArrayBuffer>> {
  switch (encoding) {
    case 'br':
      return new Uint8Array(await brotli(bytes, BROTLI));
    case 'gzip':
      return new Uint8Array(await zip(bytes, GZIP));
    case 'identity':
      return bytes;
  }
}
