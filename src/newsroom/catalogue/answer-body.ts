import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** Thrown as soon as a body has shown to be too large, packed or unpacked. */
export class BodyTooLarge extends Error {}

/** Thrown for a body that was packed in a way we did not ask for. */
export class UnknownPacking extends Error {}

const UNPACK: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
};

/** What we can unpack. */
export const ACCEPTED = 'gzip, br';

/**
 * Reads a body to its end, unpacked. Never holds more than `limit` bytes of it, whatever it says of its length.
 * @param packing the Content-Encoding header; '' for none
 * @param limit bytes, of what comes over the wire and of what it unpacks to
 * @throws BodyTooLarge, UnknownPacking; the fault of the stream or of unpacking
 */
export async function readBody(
  body: Readable,
  packing: string,
  { limit, signal }: { readonly limit: number; readonly signal: AbortSignal },
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  const keep = async (source: AsyncIterable<Uint8Array>) => {
    for await (const part of upTo(limit, source)) parts.push(part);
  };
  const name = packing.trim().toLowerCase();
  if (name === '' || name === 'identity') await pipeline(body, keep, { signal });
  else {
    const unpack = UNPACK[name];
    if (unpack === undefined) throw new UnknownPacking(packing);
    await pipeline(body, (source: AsyncIterable<Uint8Array>) => upTo(limit, source), unpack(), keep, {
      signal,
    });
  }
  return Buffer.concat(parts);
}

async function* upTo(limit: number, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const part of source) {
    size += part.length;
    if (size > limit) throw new BodyTooLarge();
    yield part;
  }
}
