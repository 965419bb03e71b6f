import type { Issue } from '../../issue/issue.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import type { Activity } from '../../storage/issue/activity.ts';
import type { DeskContext } from '../desk-env.ts';
import { deskPage } from '../visit.tsx';
import { NOTHING_TYPED, type SeenFields, type Typed } from './check-form.ts';
import { lookAtCheck } from './check-look.ts';
import { CheckPage } from './check-page.tsx';
import { OverPage } from './over-page.tsx';
import { changedParts } from './seen-parts.ts';

/** What the page says besides what it is about: what was done, or what is wrong and what was typed. */
export interface Shown {
  readonly status?: 200 | 409 | 422;
  readonly note?: string;
  readonly problem?: string;
  readonly typed?: Typed;
  readonly missing?: readonly string[];
  readonly since?: { readonly seen: SeenFields; readonly done: readonly Activity[] };
}

/** Whether nothing can be decided on it any more, or there is nothing to be checked. */
export function isOver({ frozenAt, state, pick }: Issue): boolean {
  return frozenAt !== null || state === 'aborted' || pick.pairings.length === 0;
}

/** The page as it is by now: what was refused was refused because of that. */
export async function showCheck(
  room: PublicRoom,
  context: DeskContext,
  before: Issue,
  { status = 200, note = '', problem = '', typed = NOTHING_TYPED, missing = [], since }: Shown = {},
): Promise<Response> {
  const issue = (await room.issues.find(before.week)) ?? before;
  if (isOver(issue)) {
    const page = <OverPage issue={issue} problem={problem} typed={typed} />;
    return deskPage(room, context, page, status);
  }
  const look = await lookAtCheck(room, issue, context.get('editor').email);
  const changed = since
    ? {
        parts: since.seen.hash === look.hash ? [] : changedParts(since.seen.parts, look.parts),
        done: since.done,
      }
    : null;
  const page = <CheckPage {...{ look, typed, note, problem, missing, changed }} />;
  return deskPage(room, context, page, status);
}
