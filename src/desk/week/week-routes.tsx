import { Hono } from 'hono';
import { parseWeek } from '../../issue/week.ts';
import { pairKey } from '../../pairing/pairing.ts';
import type { FormFields } from '../../web/form-fields.ts';
import { printed } from '../../web/printed.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { DESK_ANSWER, type DeskContext, type DeskEnv } from '../desk-env.ts';
import { readDeskForm, revisionIn } from '../desk-form.ts';
import { doneWords } from '../done-words.ts';
import { noSuchIssue } from '../no-such-issue.tsx';
import type { ChangeResult } from './change-issue.ts';
import { SwapPage } from './swap-page.tsx';
import { UnpickedPage } from './unpicked-page.tsx';
import { DONE, WEEK_ACTS } from './week-acts.ts';
import { type Leftover, WeekPage } from './week-page.tsx';
import { mergedValues, storedValues, typedValues } from './word-values.ts';

const ISSUE = '/desk/issues/:week';

/** One week at the desk: looking at it, and every act on its content. */
export function weekRoutes(deps: WebDeps): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const { week: acts } = deps.desk;

  routes.get(ISSUE, context => showWeek(deps, context));
  routes.post(`${ISSUE}/pick`, async context => {
    const week = weekIn(context);
    if (week === null) return noSuchIssue(context, deps);
    const problem = await acts.pick(week, context.get('editor').email);
    if (problem === '') return context.redirect(`/desk/issues/${week}?done=picked`, 303);
    const page = <UnpickedPage deps={deps} editor={context.get('editor')} week={week} problem={problem} />;
    return context.html(printed(page), 422, DESK_ANSWER);
  });
  routes.get(`${ISSUE}/swap`, context => showSwap(deps, context));

  for (const { path, done, run } of WEEK_ACTS) {
    routes.post(`${ISSUE}/${path}`, async context => {
      const week = weekIn(context);
      if (week === null) return noSuchIssue(context, deps);
      const fields = await readDeskForm(context);
      const revision = revisionIn(fields);
      const result = await run(acts, { week, revision, who: context.get('editor').email }, fields);
      return answerAct(deps, context, { week, path, fields, result, done: done(fields) });
    });
  }
  return routes;
}

async function showWeek(deps: WebDeps, context: DeskContext) {
  const week = weekIn(context);
  if (week === null) return noSuchIssue(context, deps);
  const editor = context.get('editor');
  const found = await deps.desk.week.read(week);
  const note = doneWords(DONE, context.req.query('done'));
  const page = found ? (
    <WeekPage deps={deps} editor={editor} week={found} note={note} />
  ) : (
    <UnpickedPage deps={deps} editor={editor} week={week} />
  );
  return context.html(printed(page), 200, DESK_ANSWER);
}

async function showSwap(deps: WebDeps, context: DeskContext) {
  const week = weekIn(context);
  const found = week === null ? null : await deps.desk.week.read(week);
  const key = context.req.query('pair') ?? '';
  const out = found?.issue.pick.pairings.find(({ a, b }) => pairKey(a, b) === key);
  if (!found?.editable || !out) {
    return week === null || !found
      ? noSuchIssue(context, deps)
      : context.redirect(`/desk/issues/${week}`, 303);
  }
  const [a, b] = [context.req.query('a') ?? '', context.req.query('b') ?? ''];
  const named = a.trim() !== '' || b.trim() !== '';
  const weighed = named ? await deps.desk.week.weigh(found.issue, { out: key, a, b }) : null;
  const page = (
    <SwapPage deps={deps} editor={context.get('editor')} week={found} {...{ out, a, b, weighed }} />
  );
  return context.html(printed(page), 200, DESK_ANSWER);
}

interface ActAnswer {
  readonly week: string;
  readonly path: string;
  readonly fields: FormFields;
  readonly result: ChangeResult;
  readonly done: keyof typeof DONE;
}

/** Done: on to the page. Not done: the page as it is now, with what was typed and why. */
async function answerAct(
  deps: WebDeps,
  context: DeskContext,
  { week, path, fields, result, done }: ActAnswer,
) {
  if (result.kind === 'changed' || result.kind === 'same') {
    return context.redirect(`/desk/issues/${week}?done=${result.kind === 'same' ? 'same' : done}`, 303);
  }
  const found = await deps.desk.week.read(week);
  if (result.kind === 'unknown' || !found) return noSuchIssue(context, deps);
  const stored = storedValues(found.issue);
  const typed = typedValues(fields, stored);
  const isStale = result.kind === 'stale';
  const left: Leftover = {
    problem: isStale ? staleWords(path, result.since.length) : `${result.why} ${result.fix}`,
    ...(isStale && { since: result.since }),
    ...(path === 'words' && {
      values: isStale ? mergedValues(typed, fields, stored) : { ...stored, ...typed },
    }),
    ...(path === 'again' && { reason: fields.one('reason') ?? '' }),
    ...(path === 'ban' && { bannedTool: fields.one('tool') ?? '' }),
  };
  const page = <WeekPage deps={deps} editor={context.get('editor')} week={found} left={left} />;
  const isTooLate = !found.editable;
  return context.html(printed(page), isStale || isTooLate ? 409 : 422, DESK_ANSWER);
}

function staleWords(path: string, changes: number): string {
  const others = changes === 1 ? 'Somebody changed the issue' : 'The issue was changed';
  return path === 'words'
    ? `${others} while you wrote. Nothing of yours was saved and nothing is lost: your words are still in the fields, with what is stored now beside them. Save again to put yours in its place.`
    : `${others} while you looked at it, so nothing was done. This is the issue as it is now: look, then repeat it.`;
}

function weekIn(context: DeskContext): string | null {
  const parsed = parseWeek(context.req.param('week') ?? '');
  return parsed.kind === 'ok' ? parsed.week : null;
}
