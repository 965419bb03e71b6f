import { Hono } from 'hono';
import type { Issue } from '../../issue/issue.ts';
import { parseWeek, weekOf } from '../../issue/week.ts';
import { pickWeek } from '../../newsroom/pick-week.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { pairKey } from '../../pairing/pairing.ts';
import type { FormFields } from '../../web/form-fields.ts';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { readDeskForm, revisionIn } from '../desk-form.ts';
import { doneWords } from '../done-words.ts';
import { noSuchIssue, onIssue } from '../no-such-issue.tsx';
import { deskPage } from '../visit.tsx';
import type { Act, ChangeResult } from './change-issue.ts';
import { editWords } from './edit-words.ts';
import { IssuesPage } from './issues-page.tsx';
import type { Leftover } from './left-words.ts';
import { pickAgain } from './pick-again.ts';
import { readWeek } from './read-week.ts';
import { type Ban, ban, liftBan, movePairing, pinPairing } from './steer-picking.ts';
import { SwapPage } from './swap-page.tsx';
import { swapPairing, weighSwap } from './swap-pairing.ts';
import { UnpickedPage } from './unpicked-page.tsx';
import { WeekPage } from './week-page.tsx';
import { mergedValues, storedValues, toTypedWords, typedValues } from './word-values.ts';

const ISSUE = '/desk/issues/:week';

/** What was just done, by the code in the address. */
const DONE = {
  picked: 'The week is picked.',
  same: 'It was so already: nothing was changed.',
  words: 'The words are saved.',
  pinned: 'Pinned: it stays when the issue is picked again.',
  unpinned: 'Unpinned.',
  banned: 'Banned for this issue. What is in it now stays until you swap it or pick again.',
  lifted: 'The ban is lifted.',
  moved: 'Moved. The first pairing leads, and the generated subject is about it.',
  swapped: 'Swapped.',
  again: 'Picked again.',
} as const;

/** The weeks, one week at the desk, and every act on its content. */
export function weekRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get('/desk/issues', context => listIssues(room, context));
  routes.get(ISSUE, context => showWeek(room, context));
  routes.post(`${ISSUE}/pick`, context => pickNow(room, context));
  routes.get(`${ISSUE}/swap`, onIssue(room, showSwap));

  const on = (path: string, change: Change) =>
    routes.post(`${ISSUE}/${path}`, onIssue(room, answering(path, change)));
  on('words', async (act, form, issue) => {
    const typed = toTypedWords(typedValues(form, storedValues(issue)));
    return ['words', await editWords(room, act, typed)];
  });
  on('pin', async (act, form) => {
    const pinned = form.one('pinned') !== 'no';
    return [pinned ? 'pinned' : 'unpinned', await pinPairing(room, act, pairIn(form), pinned)];
  });
  on('ban', async (act, form) => ['banned', await ban(room, act, banIn(form))]);
  on('lift', async (act, form) => ['lifted', await liftBan(room, act, banIn(form))]);
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
) => Promise<readonly [done: keyof typeof DONE, result: ChangeResult]>;

async function listIssues(room: PublicRoom, context: DeskContext): Promise<Response> {
  const issues = (await room.issues.all()).toReversed();
  const thisWeek = weekOf(room.now(), room.settings.PUBLICATION_TIMEZONE);
  return deskPage(room, context, <IssuesPage issues={issues} thisWeek={thisWeek} />);
}

async function showWeek(room: PublicRoom, context: DeskContext): Promise<Response> {
  const week = weekIn(context);
  if (week === null) return noSuchIssue(room, context);
  const found = await readWeek(room, week);
  const note = doneWords(DONE, context.req.query('done'));
  const page = found ? <WeekPage week={found} note={note} /> : <UnpickedPage week={week} />;
  return deskPage(room, context, page);
}

async function pickNow(room: PublicRoom, context: DeskContext): Promise<Response> {
  const week = weekIn(context);
  if (week === null) return noSuchIssue(room, context);
  const outcome = await pickWeek(room, week, context.get('editor').email);
  return outcome.kind === 'invalid_catalogue'
    ? deskPage(room, context, <UnpickedPage week={week} problem={outcome.message} />, 422)
    : context.redirect(`/desk/issues/${week}?done=picked`, 303);
}

async function showSwap(room: PublicRoom, context: DeskContext, { week }: Issue): Promise<Response> {
  const found = await readWeek(room, week);
  const key = context.req.query('pair') ?? '';
  const out = found?.issue.pick.pairings.find(({ a, b }) => pairKey(a, b) === key);
  if (!found?.editable || !out) return context.redirect(`/desk/issues/${week}`, 303);
  const [a, b] = [context.req.query('a') ?? '', context.req.query('b') ?? ''];
  const named = a.trim() !== '' || b.trim() !== '';
  const weighed = named ? await weighSwap(room, found.issue, { out: key, a, b }) : null;
  return deskPage(room, context, <SwapPage week={found} {...{ out, a, b, weighed }} />);
}

/** Done: on to the page. Not done: the page as it is now, with what was typed and why. */
function answering(path: string, change: Change) {
  return async (room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> => {
    const { week } = issue;
    const form = await readDeskForm(context);
    const act = { week, revision: revisionIn(form), who: context.get('editor').email };
    const [done, result] = await change(act, form, issue);
    if (result.kind === 'changed' || result.kind === 'same')
      return context.redirect(`/desk/issues/${week}?done=${result.kind === 'same' ? 'same' : done}`, 303);
    const found = await readWeek(room, week);
    if (result.kind === 'unknown' || !found) return noSuchIssue(room, context);
    const left = leftOf(path, form, { result, now: found.issue });
    const isLate = result.kind === 'stale' || !found.editable;
    return deskPage(room, context, <WeekPage week={found} left={left} />, isLate ? 409 : 422);
  };
}

interface NotDone {
  readonly result: Extract<ChangeResult, { kind: 'stale' | 'refused' }>;
  /** The issue as it is by now. */
  readonly now: Issue;
}

function leftOf(path: string, form: FormFields, { result, now }: NotDone): Leftover {
  const stored = storedValues(now);
  const typed = typedValues(form, stored);
  const isStale = result.kind === 'stale';
  return {
    problem: isStale ? staleWords(path, result.since.length) : `${result.why} ${result.fix}`,
    ...(isStale && { since: result.since }),
    ...(path === 'words' && {
      values: isStale ? mergedValues(typed, form, stored) : { ...stored, ...typed },
    }),
    ...(path === 'again' && { reason: form.one('reason') ?? '' }),
    ...(path === 'ban' && { bannedTool: form.one('tool') ?? '' }),
  };
}

function staleWords(path: string, changes: number): string {
  const others = changes === 1 ? 'Somebody changed the issue' : 'The issue was changed';
  return path === 'words'
    ? `${others} while you wrote. Nothing of yours was saved and nothing is lost: your words are still in the fields, with what is stored now beside them. Save again to put yours in its place.`
    : `${others} while you looked at it, so nothing was done. This is the issue as it is now: look, then repeat it.`;
}

function pairIn(form: FormFields): string {
  return form.one('pair') ?? '';
}

function banIn(form: FormFields): Ban {
  const pair = form.one('pair');
  return pair === undefined ? { tool: form.one('tool') ?? '' } : { pair };
}

function weekIn(context: DeskContext): string | null {
  const parsed = parseWeek(context.req.param('week') ?? '');
  return parsed.kind === 'ok' ? parsed.week : null;
}
