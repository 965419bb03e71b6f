import { type SingleMailDeps, submitNextSingleMail } from '../delivery/single-mail.ts';
import { finishErasures } from '../storage/audience/erasures.ts';
import { withholdFromSample } from '../storage/sample/sample-data.ts';
import type { Newsroom } from './newsroom.ts';
import { misplacedSample } from './sample-run.ts';

/** What became of the single mails that were due. */
export interface SingleMailRound {
  readonly submitted: number;
  readonly problems: readonly string[];
}

/** Submits every single mail that is due, one after the other, through the preferred mailer. */
export async function submitDueSingleMails(room: Newsroom, signal: AbortSignal): Promise<SingleMailRound> {
  const [preferred] = room.mailers;
  if (!preferred) throw new Error('No mailer is set up.');
  const deps: SingleMailDeps = {
    store: room.singleMails,
    mailer: preferred.mailer,
    installationId: room.installationId,
    owner: room.owner,
    leaseMs: room.settings.SEND_LEASE_S * 1_000,
    from: room.settings.MAIL_FROM,
    replyTo: room.settings.MAIL_REPLY_TO,
    now: room.now,
  };
  if (await misplacedSample(room)) await withholdFromSample(room.store, room.now());
  await drawLetters(room, signal);
  let submitted = 0;
  const problems: string[] = [];
  // A short pause holds these mails too. A quota is for the issue: somebody who signs in asks whether it is over.
  const paused = await preferred.pacer.held();
  let isHeld = paused !== null && !paused.kind.endsWith('quota');
  while (!signal.aborted && !isHeld) {
    const outcome = await submitNextSingleMail(deps);
    if (outcome.kind === 'none') break;
    if (outcome.kind === 'submitted') {
      submitted += 1;
      await preferred.pacer.passed();
    } else problems.push(outcome.reason);
    if (outcome.holds) {
      isHeld = true;
      await preferred.pacer.hold(outcome.holds);
    }
  }
  for (const reason of problems) room.log.warn({ reason }, 'a single mail was not submitted');
  await finishErasures(room.store);
  return { submitted, problems };
}

/** Letters drawn in a round at most, in one look. */
const DRAWN_AT_ONCE = 100;

/** Gives those letters their HTML that were queued without. One that cannot be drawn waits and holds up no other. */
async function drawLetters(room: Newsroom, signal: AbortSignal): Promise<void> {
  const letters = await room.singleMails.undrawn(DRAWN_AT_ONCE);
  if (letters.length === 0) return;
  const { drawLetter } = await import('../render/letters.ts');
  for (const { id, drawing } of letters) {
    if (signal.aborted) return;
    try {
      await room.singleMails.draw(id, await drawLetter(drawing));
    } catch (fault) {
      room.log.error({ mail: id, err: fault }, 'a letter could not be drawn');
    }
  }
}
