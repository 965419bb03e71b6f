import { readMailboxAddress } from '../../settings/bounce-mailbox.ts';
import { eventInbox } from '../../storage/feedback/event-inbox.ts';
import { claimSlot, reclaimSlot } from '../../storage/issue/cron-runs.ts';
import { BOUNCES_READ_AT, writeMeta } from '../../storage/meta.ts';
import type { Newsroom } from '../newsroom.ts';
import { reportLimit } from './report-limit.ts';

const JOB = 'bounces';
/** Called every minute, by clocks that are not quite alike. */
const APART_MS = 55_000;
const LONGEST_MS = 50_000;

/**
 * Reads the mailbox of BOUNCE_MAILBOX, for the scheduler to call every minute: of several processes one does it. What
 * stands in the way is said once, and again when it is another thing; the next minute tries again.
 */
export function mailboxWatch(room: Newsroom, ending: AbortSignal): () => Promise<void> {
  const { settings, returnPath, installationId, store, now, log } = room;
  const { BOUNCE_MAILBOX: setting } = settings;
  if (setting === undefined || returnPath === null) return async () => {};
  const mailbox = readMailboxAddress(setting);
  const parts = {
    returnPath,
    installationId,
    now,
    keepEvent: eventInbox(store, now),
    admit: reportLimit(now),
  };
  let told = '';
  return async () => {
    if (!(await claimLook(room))) return;
    // Loaded where it is used: most never read a mailbox.
    const { lookIntoMailbox } = await import('./mailbox-look.ts');
    const look = await lookIntoMailbox(
      parts,
      mailbox,
      AbortSignal.any([ending, AbortSignal.timeout(LONGEST_MS)]),
    );
    if (ending.aborted) return;
    if (look.kind === 'no_answer') {
      if (look.why !== told) {
        log.warn(
          { host: mailbox.host, why: look.why },
          'the mailbox of bounces cannot be read; it is tried every minute',
        );
      }
      told = look.why;
      return;
    }
    if (told !== '') log.info('the mailbox of bounces can be read again');
    told = '';
    await writeMeta(store, BOUNCES_READ_AT, String(now()));
    if (look.kept + look.left > 0) {
      log.info({ kept: look.kept, left: look.left }, 'mails came back to the mailbox of bounces');
    }
  };
}

/** One row, claimed anew for each look: whoever was killed in the middle of one is followed within a minute. */
async function claimLook({ store, now }: Newsroom): Promise<boolean> {
  const at = now();
  if (await claimSlot(store, JOB, 0, at)) return true;
  return reclaimSlot(store, JOB, 0, { now: at, lostMs: APART_MS });
}
