import { exportLines } from '../../audience/export.ts';
import { recordAct } from '../../newsroom/audience/record-act.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { exportPages } from '../../storage/audience/subscriber-export.ts';
import { lineStream } from '../../web/line-stream.ts';
import type { Editor } from '../editor.ts';

/** The same CSV as the command's. Logged before the first byte leaves. */
export async function exportAudience(room: Newsroom, editor: Editor): Promise<ReadableStream<Uint8Array>> {
  await recordAct(room, editor.email, 'exported', 'all subscribers, as CSV');
  return lineStream(room, exportLines(exportPages(room.store)), 'an export from the desk');
}
