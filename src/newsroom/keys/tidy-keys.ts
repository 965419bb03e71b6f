import { dropOldAnswers } from '../../storage/api/kept-answers.ts';
import type { Newsroom } from '../newsroom.ts';

/** Writes down when keys were last used, and forgets what they were answered longer than a day ago. */
export async function tidyKeys(room: Newsroom): Promise<void> {
  await room.keyUses.keep(room.store);
  await dropOldAnswers(room.store, room.now());
}
