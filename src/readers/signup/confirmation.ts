import { getDomain } from 'tldts';
import { isFreemail } from '../../audience/freemail.ts';
import { UNKNOWN_NETWORK } from '../../audience/network.ts';
import {
  CAPS,
  CONFIRM_EVERY_MS,
  CONFIRM_VALID_HOURS,
  MOST_CONFIRMATIONS,
} from '../../audience/signup-caps.ts';
import type { Subscriber } from '../../audience/subscriber.ts';
import { listHeaders } from '../../delivery/mail-headers.ts';
import type { NewSingleMail } from '../../delivery/single-mail.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { senderOf } from '../../newsroom/notify-editors.ts';
import { renderLetter } from '../../render/letters.ts';
import { takeCap } from '../../storage/audience/caps.ts';
import {
  type AddressHistory,
  holdHistory,
  noteConfirmation,
} from '../../storage/audience/signup-addresses.ts';
import type { Store } from '../../storage/database.ts';
import { singleMailStore } from '../../storage/delivery/single-mails.ts';
import { signConfirm } from './confirm-token.ts';

export interface ConfirmationRequest {
  readonly askedAt: number;
  /** As networkOf gives it; UNKNOWN_NETWORK leaves it out of the letter. */
  readonly network: string;
  /** When the mail leaves, epoch ms. */
  readonly at: number;
}

/** The mail that asks whether it was them. Nothing in it was typed by whoever asked. Rendered, not queued. */
export async function confirmationLetter(
  room: Newsroom,
  subscriber: Subscriber,
  { askedAt, network, at }: ConfirmationRequest,
): Promise<NewSingleMail> {
  const { settings } = room;
  const token = signConfirm(room.keyring, { subscriberId: subscriber.id, askedAt }, at);
  const letter = await renderLetter(
    {
      kind: 'confirm',
      link: `${settings.PUBLIC_URL}/confirm/${token}`,
      askedAt,
      network: network === UNKNOWN_NETWORK ? '' : network.replace(/\/\d+$/, ''),
      validHours: CONFIRM_VALID_HOURS,
      sender: senderOf(room),
    },
    settings.TEMPLATE_ENGINE,
  );
  return {
    kind: 'confirm',
    dedupe: `confirm:${subscriber.id}:${at}`,
    to: subscriber.email,
    week: '',
    ...letter,
    headers: listHeaders({
      kind: 'confirm',
      publication: settings.PUBLICATION_NAME,
      from: settings.MAIL_FROM,
    }),
  };
}

/**
 * Queues a confirmation, unless the address had one within a day or three without confirming, or its domain gets too
 * many. Within a transaction of the caller's.
 * @param byDomain false where the addresses are known to belong together, as in an import
 */
export async function queueConfirmation(
  trx: Store,
  subscriber: Subscriber,
  letter: NewSingleMail,
  when: { readonly now: number; readonly at: number; readonly byDomain: boolean },
): Promise<'queued' | 'capped'> {
  const history = await holdHistory(trx, subscriber);
  if (hadEnough(history, when.at) || (when.byDomain && !(await domainTakes(trx, subscriber.email, when.now))))
    return 'capped';
  await noteConfirmation(trx, subscriber.id, when.at);
  await singleMailStore(trx).enqueue(letter, when.now, when.at);
  return 'queued';
}

/** Whether an address may not be asked to confirm again at that instant: a day since the last, three in all. */
export function hadEnough(history: AddressHistory, at: number): boolean {
  return history.confirmations >= MOST_CONFIRMATIONS || at - history.mailedAt < CONFIRM_EVERY_MS;
}

async function domainTakes(trx: Store, email: string, now: number): Promise<boolean> {
  const domain = email.slice(email.lastIndexOf('@') + 1);
  if (isFreemail(domain)) return true;
  // A company's subdomains are one recipient; one's neighbours on a shared host are not.
  const subject = getDomain(domain, { allowPrivateDomains: true }) ?? domain;
  return takeCap(trx, { cap: 'domain', subject, ...CAPS.domain, now });
}
