import { ReadableStream as Stream } from 'node:stream/web';
import type { WebRoom } from './web-env.ts';

/** Lines as bytes, at the pace of whoever reads them. @param what the log's words for one that breaks off */
export function lineStream(
  room: Pick<WebRoom, 'log'>,
  lines: AsyncIterable<string>,
  what: string,
): ReadableStream<Uint8Array> {
  // Not Readable.toWeb: a download that is stopped part of the way would throw where nobody can catch it.
  return Stream.from(bytesOf(room, lines, what)) as ReadableStream<Uint8Array>;
}

async function* bytesOf(
  room: Pick<WebRoom, 'log'>,
  lines: AsyncIterable<string>,
  what: string,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  try {
    for await (const some of lines) yield encoder.encode(some);
  } catch (error) {
    room.log.error({ err: error }, `${what} broke off`);
    throw error;
  }
}
