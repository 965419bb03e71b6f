import { recordAct } from '../../newsroom/audience/record-act.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { askOnceMore } from '../../readers/signup/ask-to-confirm.ts';
import type { Editor } from '../editor.ts';

/** Asks a pending subscriber once more, within the caps that hold for everybody. */
export async function askAgain(
  room: Newsroom,
  { email }: Editor,
  id: number,
): Promise<'queued' | 'capped' | 'not pending'> {
  const outcome = await askOnceMore(room, id);
  if (outcome === 'queued') await recordAct(room, email, 'asked to confirm again', `subscriber ${id}`);
  return outcome;
}
