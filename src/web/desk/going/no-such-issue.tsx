import { Notice } from '../../pages/notice.tsx';
import { printed } from '../../pages/printed.ts';
import type { WebDeps } from '../../web-deps.ts';
import { DESK_ANSWER, type DeskContext } from '../desk-env.ts';

/** For a week that was not picked, and whatever else an address names that is not there. */
export function noSuchIssue(context: DeskContext, deps: WebDeps): Response {
  const page = (
    <Notice deps={deps} status="404" title="The desk has no such issue.">
      <a href="/desk/issues">All issues</a>
    </Notice>
  );
  return context.html(printed(page), 404, DESK_ANSWER) as Response;
}
