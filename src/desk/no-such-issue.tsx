import type { Issue } from '../issue/issue.ts';
import type { PublicRoom } from '../newsroom/public-room.ts';
import { Notice } from '../web/notice.tsx';
import type { DeskContext } from './desk-env.ts';
import { deskPage } from './visit.tsx';

/** A route about the issue of the week in its address, or the answer that there is none. */
export function onIssue(
  room: PublicRoom,
  answer: (room: PublicRoom, context: DeskContext, issue: Issue) => Response | Promise<Response>,
) {
  return async (context: DeskContext): Promise<Response> => {
    const issue = await room.issues.find(context.req.param('week') ?? '');
    return issue === null ? noSuchIssue(room, context) : answer(room, context, issue);
  };
}

/** For a week that was not picked, and whatever else an address names that is not there. */
export function noSuchIssue(room: PublicRoom, context: DeskContext): Promise<Response> {
  return noSuch(room, context, 'issue');
}

/** For an address that leads nowhere. */
export function noSuch(room: PublicRoom, context: DeskContext, what: 'issue' | 'page'): Promise<Response> {
  const page = (
    <Notice status="404" title={`The desk has no such ${what}.`}>
      <a href="/desk/issues">All issues</a>
    </Notice>
  );
  return deskPage(room, context, page, 404);
}
