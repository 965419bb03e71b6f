import { createHash } from 'node:crypto';
import type { Issue } from '../../issue/issue.ts';
import { transition } from '../../issue/states.ts';
import type { Act, ChangeResult } from '../../newsroom/editing/change-issue.ts';
import { issueMails } from '../../newsroom/issue-mails.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { pairKey } from '../../pairing/pairing.ts';
import { slugsOf } from '../../pairing/wishes.ts';
import { notFound, type Problem, problem, refusalProblem } from './problem.ts';
import type { Call } from './route.ts';

/** Works on the issue of the week in the address, or says that there is none. */
export async function onIssue<T>(
  room: Newsroom,
  week: string,
  act: (issue: Issue) => Promise<T>,
): Promise<T | Problem> {
  const issue = await room.issues.find(week);
  return issue ? act(issue) : unpicked(week);
}

export function unpicked(week: string): Problem {
  return notFound('path.week', `Week ${week} has not been picked.`, 'Pick it: POST /api/v1/issues.');
}

/** What an approval of the issue would bind to now; of one without pairings, which has no mail, something that changes with it. */
export async function contentHashOf(room: Newsroom, issue: Issue): Promise<string> {
  const mails = await issueMails(room, issue);
  return (
    mails?.contentHash ?? createHash('sha256').update(`empty ${issue.week} ${issue.revision}`).digest('hex')
  );
}

export function etagOf(contentHash: string): { readonly ETag: string } {
  return { ETag: `"${contentHash}"` };
}

/** An issue that is still what its caller looked at. */
interface Matched {
  readonly issue: Issue;
  readonly act: Act;
}

/**
 * Works on an issue if it is what the caller read: If-Match names the content hash. Whoever changes what they never saw is told
 * to look first.
 */
export async function onMatched<T>(
  {
    room,
    key,
    params,
    header,
  }: Pick<Call<{ week: string }, never, never>, 'room' | 'key' | 'params' | 'header'>,
  act: (matched: Matched) => Promise<T>,
): Promise<T | Problem> {
  const { week } = params;
  const wanted = tagsIn(header('if-match'));
  if (wanted.length === 0) return withoutCondition(week);
  return onIssue<T | Problem>(room, week, async issue => {
    const hash = await contentHashOf(room, issue);
    if (!wanted.includes(hash)) return stale(week, hash);
    return act({ issue, act: { week, revision: issue.revision, who: key.who } });
  });
}

/** Weak tags and `*` name no content: they are none. */
function tagsIn(header: string): string[] {
  return [...header.matchAll(/(W\/)?"([^"]*)"/g)].flatMap(([, weak, tag = '']) => (weak ? [] : [tag]));
}

function withoutCondition(week: string): Problem {
  const detail = 'A change says which content it was made on.';
  const fix = `Read the issue (GET /api/v1/issues/${week}) and send its ETag as If-Match.`;
  return problem('no-condition', { place: 'header If-Match', detail, fix });
}

export function stale(week: string, hash: string): Problem {
  const detail = 'The issue was changed while you looked at it, so nothing was done.';
  const fix = `Look at it as it is now (GET /api/v1/issues/${week}), then do it again with its ETag.`;
  return problem('stale', { place: 'header If-Match', detail, fix }, etagOf(hash));
}

/** What a change of an issue answers with. */
export interface Changed {
  readonly outcome: 'changed' | 'same';
  readonly state: Issue['state'];
  readonly contentHash: string;
}

/** @param place of the part of the body that a refusal is about */
export async function changedAnswer(
  room: PublicRoom,
  { issue }: Matched,
  result: ChangeResult,
  place: string,
): Promise<
  { readonly kind: 'answer'; readonly body: Changed; readonly headers: { ETag: string } } | Problem
> {
  const { week } = issue;
  const now = await room.issues.find(week);
  if (!now || result.kind === 'unknown') return unpicked(week);
  if (result.kind === 'refused') {
    const isOver = transition(now.state, 'change').kind === 'refused';
    return isOver ? refusalProblem(result, '', 'conflict') : refusalProblem(result, place);
  }
  const contentHash = await contentHashOf(room, now);
  if (result.kind === 'stale') return stale(week, contentHash);
  const body = { outcome: result.kind, state: now.state, contentHash };
  return { kind: 'answer', body, headers: etagOf(contentHash) };
}

/**
 * The key of a pairing by its slug, `a-vs-b`, whichever side a tool stands on: one of the issue, or one that is pinned or banned.
 * What fits nothing comes back as it is, and the act says that it is not there.
 */
export function pairingKey({ pick, wishes }: Issue, slug: string): string {
  const pairs = [
    ...pick.pairings.map(({ a, b }) => [a, b] as const),
    ...[...wishes.pins, ...wishes.bannedPairs].map(key => slugsOf(key)),
  ];
  const found = pairs.find(([a, b]) => slug === `${a}-vs-${b}` || slug === `${b}-vs-${a}`);
  return found ? pairKey(found[0] ?? '', found[1] ?? '') : slug;
}
