import type { Issue } from '../../issue/issue.ts';
import { printed } from '../../web/printed.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { DESK_ANSWER, type DeskContext } from '../desk-env.ts';
import type { Activity } from '../log.ts';
import { NOTHING_TYPED, type SeenFields, type Typed, wordsOf } from './check-form.ts';
import { type Changed, CheckPage } from './check-page.tsx';
import { OverPage } from './over-page.tsx';
import { changedParts } from './seen-parts.ts';

/** What an act answers with: the code of what it did, the page with what is to be said, or an answer of its own. */
export type Answer = string | Shown | Response;

/** The page once more, with what is wrong and what was typed. */
export interface Shown {
  readonly status?: 200 | 409 | 422;
  readonly note?: string;
  readonly problem?: string;
  readonly typed?: Typed;
  readonly missing?: readonly string[];
  readonly since?: { readonly seen: SeenFields; readonly done: readonly Activity[] };
}

/** The page as it is by now: what was refused was refused because of that. */
export async function answerWith(
  deps: WebDeps,
  context: DeskContext,
  before: Issue,
  shown: Shown,
): Promise<Response> {
  const editor = context.get('editor');
  const issue = (await deps.desk.issues.find(before.week)) ?? before;
  const { status = 200, note = '', problem = '', typed = NOTHING_TYPED, missing = [], since } = shown;
  if (issue.frozenAt !== null || issue.state === 'aborted') {
    const over = { problem, unsaved: wordsOf(typed) };
    const page = <OverPage deps={deps} editor={editor} issue={issue} {...over} />;
    return context.html(printed(page), status, DESK_ANSWER);
  }
  const look = await deps.desk.check.look(issue, editor.email);
  const changed: Changed | null = since
    ? {
        parts: since.seen.hash === look.hash ? [] : changedParts(since.seen.parts, look.parts),
        done: since.done,
      }
    : null;
  const page = (
    <CheckPage
      deps={deps}
      editor={editor}
      look={look}
      typed={typed}
      note={note}
      problem={problem}
      missing={missing}
      changed={changed}
    />
  );
  return context.html(printed(page), status, DESK_ANSWER);
}
