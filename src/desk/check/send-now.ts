import type { Issue } from '../../issue/issue.ts';
import { draftIssue } from '../../newsroom/draft.ts';
import { type Newsroom, type Refusal, refused } from '../../newsroom/newsroom.ts';
import { setGoNow } from '../../storage/issue/releases.ts';

export type SendNowOutcome = { readonly kind: 'asked' } | { readonly kind: 'changed' } | Refusal;

/**
 * Makes an approved issue due at once: the next round of the scheduler sends it as `send --now` would, without waiting
 * for its time, the window, the undo or the readers' local hours. Until that round it can still be taken back.
 */
export async function sendNow(
  room: Newsroom,
  issue: Issue,
  { by, hash, revision }: { readonly by: string; readonly hash: string; readonly revision: number },
): Promise<SendNowOutcome> {
  if (issue.state !== 'approved') return refused('It is not approved.', 'Approve it first.');
  const { contentHash } = (await draftIssue(room, issue)).frozen;
  if (contentHash !== hash || issue.approval?.hash !== hash) return { kind: 'changed' };
  const set = await setGoNow(
    room.store,
    { id: issue.id, revision },
    {
      at: room.now(),
      week: issue.week,
      who: by,
      action: 'send now',
      detail: '',
      contentHash: hash,
    },
  );
  return { kind: set ? 'asked' : 'changed' };
}
