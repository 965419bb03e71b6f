import { PassThrough, Readable } from 'node:stream';
import { exportSubscribers } from '../../audience/export.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { exportPages } from '../../storage/subscriber-export.ts';
import type { Editor } from '../session.ts';
import { recordAct } from './record-act.ts';

/** The same CSV as the command's, at the pace of whoever reads it. Logged before the first byte leaves. */
export async function exportAudience(room: Newsroom, editor: Editor): Promise<ReadableStream<Uint8Array>> {
  await recordAct(room, editor, 'exported', 'all subscribers, as CSV');
  const through = new PassThrough();
  exportSubscribers(exportPages(room.store), through).then(
    () => through.end(),
    (error: unknown) => {
      // Who stops the download part of the way has broken nothing; anything else must not look like the end of the file.
      if (!through.destroyed) room.log.error({ err: error }, 'an export from the desk broke off');
      through.destroy(error instanceof Error ? error : undefined);
    },
  );
  return Readable.toWeb(through) as ReadableStream<Uint8Array>;
}
