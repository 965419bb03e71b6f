import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Issue } from '../../issue/issue.ts';
import { parseWeek, weekOf } from '../../issue/week.ts';
import { readWeek } from '../../newsroom/editing/read-week.ts';
import { weighSwap } from '../../newsroom/editing/swap-pairing.ts';
import { pairingNames } from '../../newsroom/pairing-names.ts';
import { pickWeek } from '../../newsroom/pick-week.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { runningVote } from '../../newsroom/running-vote.ts';
import { pairKey } from '../../pairing/pairing.ts';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { readDeskForm } from '../desk-form.ts';
import { doneWords } from '../done-words.ts';
import { noSuchIssue, onIssue } from '../no-such-issue.tsx';
import { deskPage } from '../visit.tsx';
import { AgainPage } from './again-page.tsx';
import { changeRoutes } from './change-routes.tsx';
import { DONE } from './done.ts';
import { IssuesPage } from './issues-page.tsx';
import { WORDS_ANSWER } from './saved-answer.ts';
import { SwapPage } from './swap-page.tsx';
import { AskToPickPage, UnpickedPage } from './unpicked-page.tsx';
import { WeekPage } from './week-page.tsx';
import { WordsPage } from './words-page.tsx';
import { WORDS_SCRIPT, WORDS_SCRIPT_PATH } from './words-script.ts';

const ISSUE = '/desk/issues/:week';

/** The weeks, and the pages on which one of them is picked and worded. */
export function weekRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get(WORDS_SCRIPT_PATH, compress(), context =>
    context.body(WORDS_SCRIPT, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
    }),
  );
  routes.get('/desk/issues', context => listIssues(room, context));
  routes.get(ISSUE, context => showWeek(room, context));
  routes.get(`${ISSUE}/pick`, context => askToPick(room, context));
  routes.post(`${ISSUE}/pick`, context => pickNow(room, context));
  routes.get(`${ISSUE}/words`, onIssue(room, showWords));
  routes.get(`${ISSUE}/again`, onIssue(room, showAgain));
  routes.get(`${ISSUE}/swap`, onIssue(room, showSwap));
  routes.route('/', changeRoutes(room));
  return routes;
}

async function listIssues(room: PublicRoom, context: DeskContext): Promise<Response> {
  const issues = (await room.issues.all()).toReversed();
  const thisWeek = weekOf(room.now(), room.settings.PUBLICATION_TIMEZONE);
  return deskPage(room, context, <IssuesPage {...{ issues, thisWeek, named: await pairingNames(room) }} />);
}

async function showWeek(room: PublicRoom, context: DeskContext): Promise<Response> {
  const week = weekIn(context);
  if (week === null) return noSuchIssue(room, context);
  const found = await readWeek(room, week);
  if (!found)
    return deskPage(room, context, <UnpickedPage week={week} vote={await runningVote(room, week)} />);
  return deskPage(room, context, <WeekPage week={found} note={noteIn(context)} />);
}

/** Asked only where a pick costs something: everywhere else the button picks at once. */
async function askToPick(room: PublicRoom, context: DeskContext): Promise<Response> {
  const week = weekIn(context);
  if (week === null) return noSuchIssue(room, context);
  const vote = await runningVote(room, week);
  if (vote === null || (await room.issues.find(week)) !== null)
    return context.redirect(`/desk/issues/${week}`, 303);
  return deskPage(room, context, <AskToPickPage week={week} vote={vote} />);
}

async function pickNow(room: PublicRoom, context: DeskContext): Promise<Response> {
  const week = weekIn(context);
  if (week === null) return noSuchIssue(room, context);
  const vote = (await room.issues.find(week)) === null ? await runningVote(room, week) : null;
  if (vote !== null && (await readDeskForm(context)).one('sure') !== 'yes')
    return deskPage(room, context, <AskToPickPage week={week} vote={vote} />, 409);
  const outcome = await pickWeek(room, week, context.get('editor').email);
  return outcome.kind === 'invalid_catalogue'
    ? deskPage(room, context, <UnpickedPage week={week} vote={vote} problem={outcome.message} />, 422)
    : context.redirect(`/desk/issues/${week}?done=picked`, 303);
}

async function showWords(room: PublicRoom, context: DeskContext, { week }: Issue): Promise<Response> {
  const found = await readWeek(room, week);
  if (!found) return noSuchIssue(room, context);
  // Saved by the script already, before the button was pressed.
  const note = doneWords({ ...DONE, same: 'Everything is saved.' }, context.req.query('done'));
  const page = <WordsPage week={found} note={note} />;
  return deskPage(room, context, page, 200, found.editable ? WORDS_ANSWER : {});
}

async function showAgain(room: PublicRoom, context: DeskContext, { week }: Issue): Promise<Response> {
  const found = await readWeek(room, week);
  if (!found?.editable) return context.redirect(`/desk/issues/${week}`, 303);
  const typed = { reason: context.req.query('reason') ?? '', bannedTool: context.req.query('tool') ?? '' };
  return deskPage(room, context, <AgainPage week={found} note={noteIn(context)} left={typed} />);
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

function noteIn(context: DeskContext): string {
  return doneWords(DONE, context.req.query('done'));
}

function weekIn(context: DeskContext): string | null {
  const parsed = parseWeek(context.req.param('week') ?? '');
  return parsed.kind === 'ok' ? parsed.week : null;
}
