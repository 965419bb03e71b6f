import { recordActivity } from '../../storage/issue/activity.ts';
import type { Newsroom } from '../newsroom.ts';

/**
 * One line of the log about the audience. The log is for ever, so it must not hold who was erased since: it names
 * subscribers by number, and whatever looks like an address is left out.
 */
export function recordAct(room: Newsroom, who: string, action: string, detail: string): Promise<void> {
  return recordActivity(room.store, {
    at: room.now(),
    week: '',
    who,
    action,
    detail: detail.replace(/(?<!\S)\S*@\S*/g, '…'),
    contentHash: '',
  });
}
