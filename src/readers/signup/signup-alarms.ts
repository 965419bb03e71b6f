import { ALARM_CAPS, type AlarmCap } from '../../audience/signup-caps.ts';
import { listHeaders } from '../../delivery/mail-headers.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { senderOf } from '../../newsroom/notify-editors.ts';
import { renderLetter } from '../../render/letters.ts';
import { isFull, type Refusals, refusedSince, takeCap } from '../../storage/audience/caps.ts';
import { singleMailStore } from '../../storage/delivery/single-mails.ts';
import { inTransaction } from '../../storage/transaction.ts';

const HOUR_MS = 3_600_000;
/** Refusals of before a pause of the program are no news. */
const NEWS_MS = 5 * 60_000;
const MOST_NAMED = 8;

const NAMES: Readonly<Record<AlarmCap, string>> = {
  flood: 'One network, without a proof of work',
  proved: 'One network, with proofs of work',
  domain: 'Confirmations to one domain',
  everyone: 'Everybody, at once',
  everyoneProved: 'Everybody, with proofs of work',
  everyonePatient: 'Everybody, without a proof of work',
};

/**
 * Tells editors and log when a cap that honest readers do not reach turns sign-ups away: once an hour a cap, by one of
 * however many processes.
 * @returns the caps an alarm was raised for
 */
export async function raiseSignupAlarms(room: Newsroom): Promise<readonly AlarmCap[]> {
  const now = room.now();
  const refusals = await refusedSince(room.store, ALARM_CAPS, now - NEWS_MS);
  const raised: AlarmCap[] = [];
  for (const cap of ALARM_CAPS) {
    const ofCap = refusals.filter(refusal => refusal.cap === cap);
    if (ofCap.length === 0 || (await isFull(room.store, claimOf(cap, now)))) continue;
    if (await raise(room, cap, ofCap)) raised.push(cap);
  }
  return raised;
}

const claimOf = (cap: AlarmCap, now: number) => ({
  cap: 'alarm',
  subject: cap,
  limit: 1,
  perMs: HOUR_MS,
  now,
});

/** Claim and mails are one transaction, so that a kill in between loses no alarm. */
async function raise(room: Newsroom, cap: AlarmCap, refusals: readonly Refusals[]): Promise<boolean> {
  const now = room.now();
  const { settings } = room;
  const letter = await renderLetter(
    {
      kind: 'notice',
      about: 'sign-ups',
      week: '',
      reason: '',
      facts: refusals.slice(0, MOST_NAMED).map(({ subject, refused }) => ({
        name: subject === '' ? NAMES[cap] : `${NAMES[cap]}: ${subject}`,
        value: refused.toLocaleString('en'),
      })),
      desk: `${settings.PUBLIC_URL}/desk`,
      sender: senderOf(room),
    },
    settings.TEMPLATE_ENGINE,
  );
  const headers = listHeaders({
    kind: 'notice',
    publication: settings.PUBLICATION_NAME,
    from: settings.MAIL_FROM,
  });
  const isFirst = await inTransaction(room.store, async trx => {
    if (!(await takeCap(trx, claimOf(cap, now)))) return false;
    const mails = singleMailStore(trx);
    for (const to of settings.EDITORS) {
      await mails.enqueue(
        { kind: 'notice', dedupe: `sign-ups:${cap}:${now}:${to}`, to, week: '', ...letter, headers },
        now,
      );
    }
    return true;
  });
  if (isFirst) {
    const refused = refusals.reduce((sum, refusal) => sum + refusal.refused, 0);
    room.log.warn({ cap, refused, subjects: refusals.length }, 'sign-ups are being turned away');
  }
  return isFirst;
}
