import { ReadableStream as Stream } from 'node:stream/web';
import { exportLines } from '../../audience/export.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { exportPages } from '../../storage/subscriber-export.ts';
import type { Editor } from '../session.ts';
import { recordAct } from './record-act.ts';

/** The same CSV as the command's, at the pace of whoever reads it. Logged before the first byte leaves. */
export async function exportAudience(room: Newsroom, editor: Editor): Promise<ReadableStream<Uint8Array>> {
  await recordAct(room, editor, 'exported', 'all subscribers, as CSV');
  // Not Readable.toWeb: a download that is stopped part of the way would throw where nobody can catch it.
  return Stream.from(bytesOf(room)) as ReadableStream<Uint8Array>;
}

async function* bytesOf(room: Newsroom): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  try {
    for await (const lines of exportLines(exportPages(room.store))) yield encoder.encode(lines);
  } catch (error) {
    room.log.error({ err: error }, 'an export from the desk broke off');
    throw error;
  }
}
