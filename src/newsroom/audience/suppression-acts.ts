import { printable } from '../../audience/visible-text.ts';
import { findSuppression } from '../../storage/audience/suppression-list.ts';
import { liftSuppression, suppress } from '../../storage/audience/suppressions.ts';
import type { Newsroom } from '../newsroom.ts';
import { LONGEST_REASON } from './limits.ts';
import { recordAct } from './record-act.ts';

/** Puts an address on the list by hand. @param who an editor's address, or a program as the log names it @param request.reason in the editor's words, kept beside the address */
export async function suppressByHand(
  room: Newsroom,
  who: string,
  request: { readonly email: string; readonly reason: string },
): Promise<'suppressed' | 'kept' | 'not an address'> {
  const detail = printable(request.reason.trim(), LONGEST_REASON);
  const outcome = await suppress(room.store, {
    email: request.email.trim(),
    reason: 'manual',
    detail,
    at: room.now(),
  });
  if (outcome === 'suppressed') await recordAct(room, who, 'suppressed by hand', 'one address');
  return outcome;
}

type LiftOutcome = 'lifted' | 'unknown' | 'complaint' | 'needs a reason';

/**
 * Takes an address off the list. What an editor put there goes; a hard bounce only with a word on why the mailbox is
 * believed to work again; a complaint never.
 */
export async function liftByHand(
  room: Newsroom,
  who: string,
  request: { readonly hash: string; readonly reason: string },
): Promise<LiftOutcome> {
  const line = await findSuppression(room.store, request.hash);
  if (!line || line.reason === 'erased') return 'unknown';
  if (line.reason === 'complaint') return 'complaint';
  const reason = printable(request.reason.trim(), LONGEST_REASON);
  if (line.reason === 'hard_bounce' && reason === '') return 'needs a reason';
  // Asked again in the transaction: a complaint may have come in since.
  if (!(await liftSuppression(room.store, line.email, line.reason))) return 'unknown';
  await recordAct(
    room,
    who,
    'suppression lifted',
    line.reason === 'manual' ? 'one put there by hand' : `a hard bounce: ${reason}`,
  );
  return 'lifted';
}
