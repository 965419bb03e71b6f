import { erase } from '../../storage/audience/erasures.ts';
import { findById, unsubscribe } from '../../storage/audience/subscribers.ts';
import type { Newsroom } from '../newsroom.ts';
import { recordAct } from './record-act.ts';

/** Who does something about a reader, and where: it stands in the log, and in the record of consent. */
export interface OnRequest {
  /** An editor's address, or a program as the log names it. */
  readonly who: string;
  readonly through: 'desk' | 'api';
}

/** Takes somebody off who asked for it in words, as their own link would have done. */
export async function unsubscribeOnRequest(
  room: Newsroom,
  { who, through }: OnRequest,
  id: number,
): Promise<'unsubscribed' | 'already' | 'unknown'> {
  const outcome = await unsubscribe(room.store, id, {
    at: room.now(),
    consent: ASKED[through],
  });
  if (outcome === 'unsubscribed') await recordAct(room, who, 'unsubscribed on request', `subscriber ${id}`);
  return outcome;
}

const ASKED = {
  desk: { wording: 'Asked the editors to be unsubscribed', source: 'desk', evidence: { method: 'editor' } },
  api: { wording: 'Asked another program to be unsubscribed', source: 'api', evidence: { method: 'key' } },
} as const;

/** Forgets somebody for good, who asked for it. The log keeps the number alone. */
export async function erasePerson(
  room: Newsroom,
  who: string,
  id: number,
): Promise<'erased' | 'waiting' | 'already' | 'unknown'> {
  const subscriber = await findById(room.store, id);
  if (!subscriber) return 'unknown';
  if (subscriber.state === 'erased') return 'already';
  const { kind } = await erase(room.store, subscriber.email, room.now());
  if (kind === 'erased' || kind === 'waiting') await recordAct(room, who, 'erased', `subscriber ${id}`);
  return kind;
}
