import { resendMailer } from '../../src/delivery/mailers/resend.ts';
import { smtpMailer } from '../../src/delivery/mailers/smtp.ts';
import { createPacer } from '../../src/delivery/pace.ts';
import type { PacedMailer } from '../../src/delivery/sender.ts';
import type { Newsroom } from '../../src/newsroom/newsroom.ts';
import { resolveBatch } from '../../src/newsroom/resolve-batch.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import type { Store } from '../../src/storage/database.ts';
import { paceStore } from '../../src/storage/delivery/send-rate.ts';
import { EDITOR, openRoom, WEEK } from './approved-issue.ts';

/** The person who stops, mends and resumes, by the same functions as the command line and the desk. */
export interface Editor {
  /** What the editor works with. */
  readonly room: Newsroom;
  /**
   * Resumes what is stopped; whoever was rejected for a reason about us goes again.
   * @param stopFirst whether also what is only waited for ends, by a stop and a resume
   */
  goOn(stopFirst?: boolean): Promise<void>;
  /** Resumes what goes out and waits: it is tried at once. */
  endWaits(): Promise<void>;
}

/** @param mailer what the issue goes out by; one that hands over nothing will do where nobody is asked about mails */
export async function seatEditor(store: Store, url: string, mailer: PacedMailer): Promise<Editor> {
  const room = await openRoom(store, url, [mailer]);
  let last: Promise<void> = Promise.resolve();
  return {
    room,
    // One after the other: several senders may call for help at once.
    goOn: (stopFirst = false) => {
      last = last.then(() => goOn(room, stopFirst));
      return last;
    },
    endWaits: () => {
      last = last.then(async () => {
        if ((await room.issues.find(WEEK))?.state === 'sending')
          await steerWeek(room, WEEK, 'resume', EDITOR);
      });
      return last;
    },
  };
}

async function goOn(room: Newsroom, stopFirst: boolean): Promise<void> {
  if (stopFirst) await steerWeek(room, WEEK, 'stop', EDITOR);
  if ((await room.issues.find(WEEK))?.state !== 'stopped') return;
  await resolveBatch(room, WEEK, { by: EDITOR, batch: 'rejected', as: 'not-sent' });
  const resumed = await steerWeek(room, WEEK, 'resume', EDITOR);
  if (resumed.kind !== 'done') throw new Error(`Not resumed: ${resumed.why}`);
}

/** One that never hands anything over. */
export function idleMailer(store: Store, name: 'resend' | 'smtp'): PacedMailer {
  const clock = () => Date.now();
  const mailer =
    name === 'smtp'
      ? smtpMailer({ url: 'smtp://127.0.0.1:1', clock })
      : resendMailer({ apiKey: 're_unused', clock });
  return { mailer, pacer: createPacer(paceStore(store, name), null, clock), lanes: 1 };
}
