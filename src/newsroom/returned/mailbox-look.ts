import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import { masked } from '../../delivery/mailers/masked.ts';
import { isLoopbackHost } from '../../machine/local.ts';
import type { BounceMailbox } from '../../settings/bounce-mailbox.ts';
import { MOST_READ, type ReturnParts, takeReturnedMail } from './take-returned-mail.ts';

export type Look =
  /** `kept`: mails that are about ours; `left`: others, which stay as they are but for our mark. */
  | { readonly kind: 'read'; readonly kept: number; readonly left: number }
  | { readonly kind: 'no_answer'; readonly why: string };

const MOST_MAILS = 500;
/** Looked at for no longer: the rest is for the next look, and this one still has to say goodbye. */
const ENOUGH_MS = 35_000;
const PATIENCE_MS = 15_000;

/**
 * Reads what is new in the mailbox that bounces go to, the newest first, a number of mails at most. A mail is marked once
 * what it says is committed: what a kill or a fault leaves behind is read by the next look. Nothing is moved or deleted.
 * @param signal ends it at once, as if nobody answered
 * Never throws for what the network or the server says; throws where our own database fails.
 */
export async function lookIntoMailbox(
  parts: ReturnParts,
  mailbox: BounceMailbox,
  signal: AbortSignal,
): Promise<Look> {
  let fault: unknown = null;
  const ours: ReturnParts = {
    ...parts,
    keepEvent: event =>
      parts.keepEvent(event).catch((error: unknown) => {
        fault = error;
        throw error;
      }),
  };
  try {
    return await openedMailbox(mailbox, signal, client => readNew(ours, client, signal));
  } catch (error) {
    if (fault !== null) throw fault;
    return { kind: 'no_answer', why: whyNot(error) };
  }
}

/** Opens the mailbox and closes it again: for whoever wants to know whether it can be read. @throws what the server says */
export async function openedMailbox<Found>(
  mailbox: BounceMailbox,
  signal: AbortSignal,
  work: (client: ImapFlow) => Promise<Found>,
): Promise<Found> {
  const client = new ImapFlow(optionsFor(mailbox));
  // Told to whoever waits for an answer as well; without somebody who listens it would end the process.
  client.on('error', () => undefined);
  const end = () => client.close();
  signal.addEventListener('abort', end, { once: true });
  try {
    signal.throwIfAborted();
    await client.connect();
    const { readOnly, permanentFlags: flags } = await client.mailboxOpen(mailbox.folder);
    // Each look would read the same mails again, and never those behind them.
    if (readOnly || (flags && !flags.has('\\*') && !flags.has('\\Seen'))) {
      throw new Error('its mails cannot be marked as read by this user');
    }
    const found = await work(client);
    await client.logout();
    return found;
  } finally {
    signal.removeEventListener('abort', end);
    client.close();
  }
}

/** What stands in the way, in one line, without the password and without addresses: many a server repeats the user's. */
export function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return masked(String(error));
  const { authenticationFailed, responseText, code } = error as Error & {
    readonly authenticationFailed?: boolean;
    readonly responseText?: string;
    readonly code?: string;
  };
  const said = masked([responseText ?? error.message, code].filter(Boolean).join(', '));
  return authenticationFailed ? `user or password is refused (${said})` : said;
}

/** A password does not cross a network in the clear. */
function optionsFor({ host, port, secure, user, password }: BounceMailbox): ImapFlowOptions {
  return {
    host,
    port,
    secure,
    ...(!secure && !isLoopbackHost(host) && { doSTARTTLS: true }),
    ...(!secure && isLoopbackHost(host) && { doSTARTTLS: false }),
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: 2 * PATIENCE_MS,
  };
}

async function readNew(parts: ReturnParts, client: ImapFlow, signal: AbortSignal): Promise<Look> {
  // Stands at every mail that was looked at, where the server keeps marks it does not know; else that counts as seen.
  const mark = `VerdictsRead_${parts.installationId.slice(0, 8)}`;
  const flags = client.mailbox ? client.mailbox.permanentFlags : undefined;
  const keepsMarks = flags?.has('\\*') || flags?.has(mark) || false;
  const query = keepsMarks ? { unKeyword: mark, deleted: false } : { seen: false, deleted: false };
  const found = await client.search(query, { uid: true });
  if (!found) throw new Error('its mails cannot be searched');
  let kept = 0;
  let left = 0;
  let broken: Error | null = null;
  const enough = AbortSignal.any([signal, AbortSignal.timeout(ENOUGH_MS)]);
  for (const uid of found.toSorted((a, b) => b - a).slice(0, MOST_MAILS)) {
    if (enough.aborted) break;
    const wanted = { source: { maxLength: MOST_READ }, internalDate: true };
    const mail = await client.fetchOne(String(uid), wanted, { uid: true }).catch((error: unknown) => {
      if (!client.usable) throw error;
      broken = new Error(`mail ${uid} is not handed out: ${whyNot(error)}`, { cause: error });
      return false as const;
    });
    // Somebody has deleted it meanwhile.
    if (!mail || mail.source === undefined) continue;
    // It may have lain there for long, and its reader may have confirmed since.
    const came = mail.internalDate && new Date(mail.internalDate).getTime();
    const count = await takeReturnedMail(parts, mail.source, [], came || undefined);
    const isOurs = count !== 0 && count !== 'too_many';
    if (isOurs) kept += 1;
    else left += 1;
    const marks = [...(keepsMarks ? [mark] : []), ...(isOurs || !keepsMarks ? ['\\Seen'] : [])];
    await client.messageFlagsAdd(String(uid), marks, { uid: true });
  }
  // Said last, so that it does not stand in the way of those behind it.
  if (broken) throw broken;
  return { kind: 'read', kept, left };
}
