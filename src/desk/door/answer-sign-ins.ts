import { signExpiringToken } from '../../audience/token.ts';
import { listHeaders } from '../../delivery/mail-headers.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { senderOf } from '../../newsroom/notify-editors.ts';
import { renderLetter } from '../../render/letters.ts';
import { singleMailStore } from '../../storage/delivery/single-mails.ts';
import { dropOldSessions } from '../../storage/desk/desk-sessions.ts';
import {
  dropOldSignIns,
  dropSignIn,
  markMailed,
  type SignIn,
  unansweredSignIns,
} from '../../storage/desk/sign-ins.ts';
import { inTransaction } from '../../storage/transaction.ts';
import { editorNamed } from '../editor.ts';
import { LINK_MINUTES } from './sign-in-caps.ts';

const AT_ONCE = 100;
/** Ended sessions are kept this long, for whoever asks who was signed in. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** Queues the mailed links of editors and forgets what others asked for. One round; safe to repeat and to kill. */
export async function answerSignIns(room: Newsroom, signal: AbortSignal): Promise<void> {
  for (const signIn of await unansweredSignIns(room.store, room.now(), AT_ONCE)) {
    if (signal.aborted) return;
    const editor = editorNamed(room, signIn.email);
    if (editor === null) await dropSignIn(room.store, signIn.id);
    else await mailLink(room, signIn, editor);
  }
}

/** Forgets links and sessions that are over. */
export async function tidyDesk(room: Newsroom): Promise<void> {
  await dropOldSignIns(room.store, room.now());
  await dropOldSessions(room.store, room.now() - KEPT_MS);
}

async function mailLink(room: Newsroom, signIn: SignIn, editor: string): Promise<void> {
  const { settings } = room;
  const token = signExpiringToken(room.keyring.current, 'sign-in', signIn.id, signIn.expiresAt);
  const letter = await renderLetter(
    {
      kind: 'sign-in',
      link: `${settings.PUBLIC_URL}/desk/sign-in/${token}`,
      askedAt: signIn.askedAt,
      validMinutes: LINK_MINUTES,
      sender: senderOf(room),
    },
    settings.TEMPLATE_ENGINE,
  );
  const mail = {
    kind: 'sign-in',
    dedupe: `sign-in:${signIn.id}`,
    to: editor,
    week: '',
    ...letter,
    headers: listHeaders({
      kind: 'sign-in',
      publication: settings.PUBLICATION_NAME,
      from: settings.MAIL_FROM,
    }),
  } as const;
  // Together: a link that arrives opens.
  await inTransaction(room.store, async trx => {
    await singleMailStore(trx).enqueue(mail, room.now());
    await markMailed(trx, signIn.id, room.now());
  });
}
