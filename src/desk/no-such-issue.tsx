import type { Issue } from '../issue/issue.ts';
import { Notice } from '../web/notice.tsx';
import { printed } from '../web/printed.ts';
import type { WebDeps } from '../web/web-deps.ts';
import { DESK_ANSWER, type DeskContext } from './desk-env.ts';

/** Answers about the issue of the week in the address, or that there is none. */
export async function withIssue(
  context: DeskContext,
  deps: WebDeps,
  answer: (issue: Issue) => Response | Promise<Response>,
): Promise<Response> {
  const issue = await deps.desk.issues.find(context.req.param('week') ?? '');
  return issue === null ? noSuchIssue(context, deps) : answer(issue);
}

/** For a week that was not picked, and whatever else an address names that is not there. */
export function noSuchIssue(context: DeskContext, deps: WebDeps): Response {
  const page = (
    <Notice deps={deps} status="404" title="The desk has no such issue.">
      <a href="/desk/issues">All issues</a>
    </Notice>
  );
  return context.html(printed(page), 404, DESK_ANSWER) as Response;
}
