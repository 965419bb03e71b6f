import type { Newsroom } from '../../newsroom/newsroom.ts';
import { askOnceMore } from '../../readers/signup/ask-to-confirm.ts';
import { erase } from '../../storage/audience/erasures.ts';
import { findById, unsubscribe } from '../../storage/audience/subscribers.ts';
import type { Editor } from '../editor.ts';
import { recordAct } from './record-act.ts';

/** Asks a pending subscriber once more, within the caps that hold for everybody. */
export async function askAgain(
  room: Newsroom,
  editor: Editor,
  id: number,
): Promise<'queued' | 'capped' | 'not pending'> {
  const outcome = await askOnceMore(room, id);
  if (outcome === 'queued') await recordAct(room, editor, 'asked to confirm again', `subscriber ${id}`);
  return outcome;
}

/** Takes somebody off who asked for it in words, as their own link would have done. */
export async function unsubscribeOnRequest(
  room: Newsroom,
  editor: Editor,
  id: number,
): Promise<'unsubscribed' | 'already' | 'unknown'> {
  const outcome = await unsubscribe(room.store, id, {
    at: room.now(),
    consent: {
      wording: 'Asked the editors to be unsubscribed',
      source: 'desk',
      evidence: { method: 'editor' },
    },
  });
  if (outcome === 'unsubscribed')
    await recordAct(room, editor, 'unsubscribed on request', `subscriber ${id}`);
  return outcome;
}

/** Forgets somebody for good, who asked for it. The log keeps the number alone. */
export async function erasePerson(
  room: Newsroom,
  editor: Editor,
  id: number,
): Promise<'erased' | 'waiting' | 'already' | 'unknown'> {
  const subscriber = await findById(room.store, id);
  if (!subscriber) return 'unknown';
  if (subscriber.state === 'erased') return 'already';
  const { kind } = await erase(room.store, subscriber.email, room.now());
  if (kind === 'erased' || kind === 'waiting') await recordAct(room, editor, 'erased', `subscriber ${id}`);
  return kind;
}
