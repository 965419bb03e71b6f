import { listHeaders } from '../delivery/mail-headers.ts';
import type { NoticeLetter } from '../render/letter.ts';
import { renderLetter } from '../render/letters.ts';
import { isFull, type Refusals, refusedSince, takeCap } from '../storage/audience/caps.ts';
import { singleMailStore } from '../storage/delivery/single-mails.ts';
import { inTransaction } from '../storage/transaction.ts';
import { announce } from '../storage/webhooks/outgoing-events.ts';
import { outgoing, siteSubject } from '../webhooks/outgoing-event.ts';
import type { Newsroom } from './newsroom.ts';
import { senderOf } from './notify-editors.ts';

const HOUR_MS = 3_600_000;
/** Refusals of before a pause of the program are no news. */
const NEWS_MS = 5 * 60_000;
const MOST_NAMED = 8;

/** Caps that honest people do not reach, and what they are called to editors. */
export interface WatchedCaps<Cap extends string> {
  readonly about: Extract<NoticeLetter['about'], 'sign-ups' | 'sign-ins'>;
  readonly names: Readonly<Record<Cap, string>>;
  /** Those whose subject is nobody's name: a network or domain, as it may stand in a mail. */
  readonly isNamed: (cap: Cap) => boolean;
}

/**
 * Tells editors and log when a watched cap turns requests away: once an hour a cap, by one of however many processes.
 * @returns the caps an alarm was raised for
 */
export async function raiseCapAlarms<Cap extends string>(
  room: Newsroom,
  watched: WatchedCaps<Cap>,
): Promise<readonly Cap[]> {
  const now = room.now();
  const caps = Object.keys(watched.names) as Cap[];
  const refusals = await refusedSince(room.store, caps, now - NEWS_MS);
  const raised: Cap[] = [];
  for (const cap of caps) {
    const ofCap = refusals.filter(refusal => refusal.cap === cap);
    if (ofCap.length === 0 || (await isFull(room.store, claimOf(cap, now)))) continue;
    if (await raise(room, watched, cap, ofCap)) raised.push(cap);
  }
  return raised;
}

const claimOf = (cap: string, now: number) => ({
  cap: 'alarm',
  subject: cap,
  limit: 1,
  perMs: HOUR_MS,
  now,
});

/** Claim and mails are one transaction, so that a kill in between loses no alarm. */
async function raise<Cap extends string>(
  room: Newsroom,
  { about, names, isNamed }: WatchedCaps<Cap>,
  cap: Cap,
  refusals: readonly Refusals[],
): Promise<boolean> {
  const now = room.now();
  const { settings } = room;
  const letter = await renderLetter(
    {
      kind: 'notice',
      about,
      week: '',
      reason: '',
      facts: refusals.slice(0, MOST_NAMED).map(({ subject, refused }) => ({
        name: subject === '' || !isNamed(cap) ? names[cap] : `${names[cap]}: ${subject}`,
        value: refused.toLocaleString('en'),
      })),
      desk: `${settings.PUBLIC_URL}/desk`,
      sender: senderOf(room),
    },
    settings.TEMPLATE_ENGINE,
  );
  const { PUBLICATION_NAME: publication, MAIL_FROM: from } = settings;
  const headers = listHeaders({ kind: 'notice', publication, from });
  const refused = refusals.reduce((sum, refusal) => sum + refusal.refused, 0);
  const isFirst = await inTransaction(room.store, async trx => {
    if (!(await takeCap(trx, claimOf(cap, now)))) return false;
    const mails = singleMailStore(trx);
    for (const to of settings.EDITORS) {
      const dedupe = `${about}:${cap}:${now}:${to}`;
      await mails.enqueue({ kind: 'notice', dedupe, to, week: '', ...letter, headers }, now);
    }
    const detail = `${about} are being turned away: ${names[cap]}, ${refused} requests.`;
    await announce(trx, [
      outgoing('alarm', siteSubject(about), now, { about, level: 'warn', week: null, detail }),
    ]);
    return true;
  });
  if (isFirst) {
    room.log.warn({ cap, refused, subjects: refusals.length }, `${about} are being turned away`);
  }
  return isFirst;
}
