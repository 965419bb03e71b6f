import {
  BELIEVED_MS,
  type EarlyClaim,
  type EarlyName,
  type EarlyTemplates,
  LOOK_AGAIN_MS,
  retryAfterMs,
} from './early-templates.ts';
import type { Publication, ThinWire, WantedTemplate } from './mailers/mailer.ts';
import type { FrozenIssue } from './payload.ts';
import { earlyNameOf, wantedTemplate } from './publish.ts';
import type { PacedMailer } from './sender.ts';

export interface EarlyDeps {
  readonly early: EarlyTemplates;
  readonly paced: PacedMailer;
  readonly now: () => number;
}

/** How it stands with the mails of an issue. */
export interface EarlyOutcome {
  /** How many the mail API keeps now and did not before. */
  readonly published: number;
  /** How many it does not keep yet, for the reasons in `whys` or because another process is at it. */
  readonly missing: number;
  /** In words for the log. */
  readonly whys: readonly string[];
}

/** For one mail; a process that was killed gives it up with its lease. */
const PATIENCE_MS = 60_000;
const LEASE_MS = 90_000;

/**
 * Has the mail API keep mails that are approved and not frozen yet, so that their send need not, and looks at those again that
 * it has kept for a while. Safe to kill and to repeat, in any number of processes. What cannot be published rests, longer
 * each time; what can never be is left to the send, which goes in full.
 */
export async function publishEarly(
  deps: EarlyDeps,
  issue: Pick<FrozenIssue, 'installationId' | 'week' | 'mails'>,
  signal: AbortSignal,
): Promise<EarlyOutcome> {
  const { mailer } = deps.paced;
  const whys: string[] = [];
  let [published, missing] = [0, 0];
  for (const frozen of mailer.thin ? issue.mails : []) {
    const wanted = wantedTemplate(issue, frozen);
    const name = earlyNameOf(mailer, wanted);
    if (name === null) continue;
    const outcome = await publishOne(deps, { wanted, name }, signal);
    if (outcome.kind === 'published') published += 1;
    if (outcome.kind === 'missing') missing += 1;
    if (outcome.kind === 'missing' && outcome.why !== '') whys.push(outcome.why);
  }
  return { published, missing, whys };
}

interface One {
  readonly wanted: WantedTemplate;
  readonly name: EarlyName;
}

type OneOutcome =
  | { readonly kind: 'published' | 'kept' }
  | { readonly kind: 'missing'; readonly why: string };

async function publishOne(deps: EarlyDeps, one: One, signal: AbortSignal): Promise<OneOutcome> {
  const { early, now } = deps;
  const claim = await early.claim(one.name, { now: now(), leaseMs: LEASE_MS });
  if (claim === null) {
    const at = now();
    const isKept = (await early.find(one.name, { since: at - BELIEVED_MS, now: at })) !== null;
    return isKept ? { kind: 'kept' } : { kind: 'missing', why: '' };
  }
  let publication: Publication;
  try {
    publication = await publish(deps.paced, one.wanted, signal);
  } catch (fault) {
    await early.giveBack(claim);
    throw fault;
  }
  if (publication.kind === 'not_published' && signal.aborted) {
    await early.giveBack(claim);
    return claim.isKept ? { kind: 'kept' } : { kind: 'missing', why: publication.why };
  }
  return keep(deps, claim, publication);
}

async function keep(
  { early, now }: EarlyDeps,
  claim: EarlyClaim,
  publication: Publication,
): Promise<OneOutcome> {
  const at = now();
  if (publication.kind === 'published') {
    const { templateId } = publication;
    await early.settle(claim, { templateId, now: at, tries: 0, restsUntil: at + LOOK_AGAIN_MS });
    return { kind: claim.isKept ? 'kept' : 'published' };
  }
  const tries = claim.tries + 1;
  await early.settle(claim, { templateId: '', now: at, tries, restsUntil: at + retryAfterMs(tries) });
  return { kind: 'missing', why: publication.why };
}

async function publish(
  { mailer, pacer }: PacedMailer,
  wanted: WantedTemplate,
  ending: AbortSignal,
): Promise<Publication> {
  const signal = AbortSignal.any([ending, AbortSignal.timeout(PATIENCE_MS)]);
  let held = '';
  const thin = mailer.thin as ThinWire;
  const publication = await thin.publish({
    ...wanted,
    signal,
    turn: async () => {
      // A send that waits is not held up by what can wait.
      const turn = await pacer.turn(signal, { mayProbe: false });
      if (turn.kind === 'held') held = turn.reason;
      return turn.kind === 'go';
    },
    learn: pace => pacer.learn(pace),
  });
  return publication.kind === 'not_published' && held !== '' ? { ...publication, why: held } : publication;
}
