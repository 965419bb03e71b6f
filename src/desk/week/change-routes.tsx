import { Hono } from 'hono';
import type { ReactElement } from 'react';
import type { Issue } from '../../issue/issue.ts';
import type { Act, ChangeResult } from '../../newsroom/editing/change-issue.ts';
import { editWords, takeInAgain } from '../../newsroom/editing/edit-words.ts';
import { pickAgain } from '../../newsroom/editing/pick-again.ts';
import { type DeskWeek, readWeek } from '../../newsroom/editing/read-week.ts';
import { setTrial } from '../../newsroom/editing/set-trial.ts';
import { type Ban, ban, liftBan, movePairing, pinPairing } from '../../newsroom/editing/steer-picking.ts';
import { swapPairing } from '../../newsroom/editing/swap-pairing.ts';
import { storedValues, toTypedWords } from '../../newsroom/editing/word-values.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import type { FormFields } from '../../web/form-fields.ts';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { readDeskForm, revisionIn } from '../desk-form.ts';
import { noSuchIssue, onIssue } from '../no-such-issue.tsx';
import { deskPage } from '../visit.tsx';
import { wholeNumber } from '../whole-number.ts';
import { withQuery } from '../with-query.ts';
import { AgainPage } from './again-page.tsx';
import type { Done } from './done.ts';
import type { Leftover } from './left-words.ts';
import { savedAnswer, WORDS_ANSWER } from './saved-answer.ts';
import { typedTrial, typedTrialValues } from './typed-trial.ts';
import { WeekPage } from './week-page.tsx';
import { typedValues, wasValues } from './word-fields.ts';
import { WordsPage } from './words-page.tsx';

/** Every act on an issue's content. */
export function changeRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const on = (path: string, change: Change) =>
    routes.post(`/desk/issues/:week/${path}`, onIssue(room, answering(path, change)));
  on('words', (act, form, issue) => saveWords(room, act, form, issue));
  on('pin', async (act, form) => {
    const pinned = form.one('pinned') !== 'no';
    return [pinned ? 'pinned' : 'unpinned', await pinPairing(room, act, pairIn(form), pinned)];
  });
  on('ban', async (act, form) => ['banned', await ban(room, act, banIn(form))]);
  on('lift', async (act, form) => ['lifted', await liftBan(room, act, liftIn(form))]);
  on('move', async (act, form) => {
    const by = form.one('by') === 'up' ? -1 : 1;
    return ['moved', await movePairing(room, act, pairIn(form), by)];
  });
  on('swap', async (act, form) => {
    const swap = { out: pairIn(form), a: form.one('a') ?? '', b: form.one('b') ?? '' };
    return ['swapped', await swapPairing(room, act, swap)];
  });
  on('again', async (act, form) => ['again', await pickAgain(room, act, form.one('reason') ?? '')]);
  return routes;
}

/** Does what a form asks for; with the code of what to say once it is done. */
type Change = (
  act: Act,
  form: FormFields,
  issue: Issue,
) => Promise<readonly [done: Done, result: ChangeResult]>;

/** Whichever button was pressed: what was typed is kept first, and then what the button says is done. */
async function saveWords(
  room: PublicRoom,
  act: Act,
  form: FormFields,
  issue: Issue,
): Promise<readonly [Done, ChangeResult]> {
  const typed = toTypedWords(typedValues(form, storedValues(issue)));
  const [trial, again] = [typedTrial(form), wholeNumber(form.one('again'))];
  const result = await inTurn(act, [
    next => editWords(room, next, typed),
    ...(trial === null ? [] : [(next: Act) => setTrial(room, next, trial)]),
    ...(again === null ? [] : [(next: Act) => takeInAgain(room, next, again)]),
  ]);
  if (again !== null) return ['taken', result];
  return [form.one('back') === undefined ? 'words' : 'back', result];
}

/** One change on top of the other, until one is not made. Changed is what any of them changed. */
async function inTurn(
  act: Act,
  changes: readonly ((act: Act) => Promise<ChangeResult>)[],
): Promise<ChangeResult> {
  let made: ChangeResult = { kind: 'same' };
  let { revision } = act;
  for (const change of changes) {
    const result = await change({ ...act, revision });
    if (result.kind !== 'changed' && result.kind !== 'same') return result;
    if (result.kind === 'same') continue;
    made = result;
    revision += 1;
  }
  return made;
}

/** Done: on to the page. Not done: the page as it is now, with what was typed and why. */
function answering(path: string, change: Change) {
  return async (room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> => {
    const form = await readDeskForm(context);
    const act = { week: issue.week, revision: revisionIn(form), who: context.get('editor').email };
    const [done, result] = await change(act, form, issue);
    const isDone = result.kind === 'changed' || result.kind === 'same';
    const isForScript = path === 'words' && context.req.header('accept') === 'application/json';
    if (isDone && !isForScript)
      return context.redirect(nextPage(path, form, issue.week, result.kind === 'same' ? 'same' : done), 303);
    const found = await readWeek(room, issue.week);
    if (result.kind === 'unknown' || !found) return noSuchIssue(room, context);
    if (isDone) return savedAnswer(context, room, found);
    const left = leftOf(path, form, { result, now: found.issue });
    const status = result.kind === 'stale' || !found.editable ? 409 : 422;
    if (isForScript) {
      const words = result.kind === 'stale' ? staleWhileTyping(result.since.length) : left.problem;
      return context.json({ words }, status);
    }
    return deskPage(room, context, pageOf(path, found, left), status, path === 'words' ? WORDS_ANSWER : {});
  };
}

/** Where the form stood; what was typed beside the button that was pressed goes along. */
function nextPage(path: string, form: FormFields, week: string, done: Done): string {
  const base = `/desk/issues/${week}`;
  if (path === 'words') {
    const field = form.one('back');
    const place = field === undefined ? '' : `#${field.replaceAll(/[^\w-]/g, '-')}`;
    return `${base}/words?done=${done}${place}`;
  }
  const reason = form.one('reason');
  if (path === 'again' || reason === undefined) return `${base}?done=${done}`;
  const tool = path === 'ban' ? '' : (form.one('tool') ?? '');
  return withQuery(`${base}/again`, { done, reason, tool });
}

function pageOf(path: string, week: DeskWeek, left: Leftover): ReactElement {
  if (path === 'words') return <WordsPage week={week} left={left} />;
  const isPicking = path === 'again' || left.bannedTool !== undefined;
  return isPicking && week.editable ? (
    <AgainPage week={week} left={left} />
  ) : (
    <WeekPage week={week} left={left} />
  );
}

interface NotDone {
  readonly result: Extract<ChangeResult, { kind: 'stale' | 'refused' }>;
  /** The issue as it is by now. */
  readonly now: Issue;
}

function leftOf(path: string, form: FormFields, { result, now }: NotDone): Leftover {
  const isStale = result.kind === 'stale';
  const [reason, bannedTool] = [form.one('reason'), form.one('pair') ? undefined : form.one('tool')];
  return {
    problem: isStale ? staleWords(path, result.since.length) : `${result.why} ${result.fix}`,
    ...(isStale && { since: result.since }),
    ...(path === 'words' && {
      values: typedValues(form, storedValues(now)),
      was: wasValues(form, storedValues(now)),
      trial: typedTrialValues(form),
    }),
    ...(reason !== undefined && { reason }),
    ...(bannedTool !== undefined && path !== 'lift' && { bannedTool }),
  };
}

function staleWords(path: string, changes: number): string {
  const others = othersWords(changes);
  return path === 'words'
    ? `${others} while you wrote. Nothing of yours was saved and nothing is lost: your words are still in the fields, with what is stored now beside them. Save again to put yours in its place.`
    : `${others} while you looked at it, so nothing was done. This is the issue as it is now: look, then do it again.`;
}

/** Beside the fields as they stand: nothing stored is shown there before Save is pressed. */
function staleWhileTyping(changes: number): string {
  return `${othersWords(changes)} while you wrote. Nothing of yours was saved and nothing is lost: press Save to see what is stored now beside your words.`;
}

function othersWords(changes: number): string {
  return changes === 1 ? 'Somebody changed the issue' : 'The issue was changed';
}

function pairIn(form: FormFields): string {
  return form.one('pair') ?? '';
}

function banIn(form: FormFields): Ban {
  const pair = form.one('pair');
  return pair === undefined ? { tool: form.one('tool') ?? '' } : { pair };
}

/** A button of a form with other fields says in its own value what it lifts. */
function liftIn(form: FormFields): Ban {
  const [, kind, of = ''] = /^(tool|pair):(.*)$/.exec(form.one('lift') ?? '') ?? [];
  if (kind === undefined) return banIn(form);
  return kind === 'tool' ? { tool: of } : { pair: of };
}
