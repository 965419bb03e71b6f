import { LOOK_AGAIN_MS, retryAfterMs } from '../delivery/early-templates.ts';
import { type EarlyOutcome, publishEarly } from '../delivery/publish-early.ts';
import type { Issue } from '../issue/issue.ts';
import { leadOfVariant } from '../issue/trial/trial-wish.ts';
import { variantsWanted } from '../storage/delivery/variants.ts';
import { errorsIn } from './check-issue.ts';
import { draftIssue, type IssueDraft } from './draft.ts';
import { dueAt } from './due-at.ts';
import { ledMails } from './led-mails.ts';
import type { Newsroom } from './newsroom.ts';

/**
 * Has the mail API keep the mails of an approved issue, as its send would: those of the thin wire, if it would go out as it
 * is now, and of its variants those that somebody would get now. The send then finds them kept and asks for none.
 * @returns null where there is nothing to publish
 */
export async function publishAhead(
  room: Newsroom,
  issue: Issue,
  signal: AbortSignal,
): Promise<EarlyOutcome | null> {
  const [paced] = room.mailers;
  if (!paced?.mailer.thin?.preferred || issue.state !== 'approved' || !issue.approval) return null;
  const draft = await draftIssue(room, issue);
  if (draft.frozen.contentHash !== issue.approval.hash) return null;
  if ((await errorsIn(room, issue, draft)).length > 0) return null;
  const mails = await mailsWanted(room, issue, draft);
  const deps = { early: room.templates.early, paced, now: room.now };
  return publishEarly(deps, { installationId: room.installationId, week: issue.week, mails }, signal);
}

async function mailsWanted(room: Newsroom, issue: Issue, { variants }: IssueDraft) {
  const mails = variants.map(({ frozen }) => frozen);
  const wanted = await variantsWanted(room.store, ledMails(issue, mails), room.now());
  // Whoever gets the editors' order may get it under any of the subjects on trial.
  return mails.filter(({ variant }) => wanted.has(leadOfVariant(variant)));
}

/**
 * The same for every approved issue that is not due yet, for a scheduler to call every minute: an approval is looked at once it is there, and what
 * is kept once in an hour. What fails is tried again, later each time, and is nobody else's trouble.
 */
export function templateWatch(room: Newsroom, signal: AbortSignal): () => Promise<void> {
  const looks = new Map<number, Look>();
  return async () => {
    if (!room.mailers[0]?.mailer.thin?.preferred) return;
    for (const issue of await room.issues.all()) {
      if (signal.aborted) return;
      const before = looks.get(issue.id);
      if (!waitsToGo(room, issue)) looks.delete(issue.id);
      else if (!isResting(before, issue, room.now()))
        looks.set(issue.id, await look(room, issue, { before, signal }));
    }
  };
}

/** What is due is its send's own affair. */
function waitsToGo(room: Newsroom, issue: Issue): boolean {
  return issue.state === 'approved' && issue.approval !== null && dueAt(room, issue) > room.now();
}

/** How the last look at an approval ended. */
interface Look {
  readonly approvedAt: number;
  readonly at: number;
  /** In vain, one after the other. */
  readonly tries: number;
}

/** A last look that lies ahead was made under a wrong clock. */
function isResting(look: Look | undefined, { approval }: Issue, now: number): boolean {
  if (look?.approvedAt !== approval?.at) return false;
  return look !== undefined && look.at <= now && now < look.at + restMs(look);
}

function restMs({ tries }: Look): number {
  return tries === 0 ? LOOK_AGAIN_MS : retryAfterMs(tries);
}

async function look(
  room: Newsroom,
  issue: Issue,
  { before, signal }: { readonly before: Look | undefined; readonly signal: AbortSignal },
): Promise<Look> {
  const approvedAt = issue.approval?.at ?? 0;
  const triesBefore = before?.approvedAt === approvedAt ? before.tries : 0;
  const { week } = issue;
  let outcome: EarlyOutcome | 'failed' | null;
  try {
    outcome = await publishAhead(room, issue, signal);
  } catch (fault) {
    room.log.error({ week, err: fault }, 'its mails could not be published ahead of the send');
    outcome = 'failed';
  }
  const isDone = outcome !== 'failed' && outcome?.missing === 0;
  if (outcome !== 'failed' && outcome !== null) tell(room, week, outcome);
  return { approvedAt, at: room.now(), tries: isDone ? 0 : triesBefore + 1 };
}

function tell(room: Newsroom, week: string, { published, whys }: EarlyOutcome): void {
  if (published > 0) room.log.info({ week, mails: published }, 'published ahead of the send');
  for (const why of whys) room.log.warn({ week, why }, 'not published ahead of the send; tried again later');
}
