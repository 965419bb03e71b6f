import type { Recipient, ReturnPath } from '../../delivery/return-path.ts';
import type { MailEvent } from '../../feedback/mail-event.ts';
import { deliveryNamedIn } from '../../feedback/named-in-mail.ts';
import { returnedEvent, saidBy } from '../../feedback/returned-event.ts';
import { readReturnedMail } from '../../feedback/returned-mail.ts';

/** What a mail that came back is read with. */
export interface ReturnParts {
  readonly returnPath: ReturnPath;
  readonly installationId: string;
  /** Epoch ms. */
  readonly now: () => number;
  /** Resolves once the event is committed. */
  readonly keepEvent: (event: MailEvent) => Promise<void>;
  /** As `reportLimit`; every report is read when absent. */
  readonly admit?: (delivery: string) => boolean;
}

/** Of a returned mail no more is read: what it says of our mail stands before the copy of it. */
export const MOST_READ = 1_048_576;

/**
 * Reads a mail that came to the return path and keeps what it says of our mails. Safe to repeat: the same words about the
 * same mail are one event.
 * @param mail at most its first MOST_READ bytes
 * @param recipients whom it came to; none where only the mail itself can tell
 * @param came when it did, epoch ms; now when absent
 * @returns how many mails of ours it is about: 0 where nothing proves any. Committed by then. `too_many` of one of them
 * have come: nothing is kept
 * @throws where the database fails: the mail has to come again
 */
export async function takeReturnedMail(
  parts: ReturnParts,
  mail: Uint8Array,
  recipients: readonly Recipient[],
  came = parts.now(),
): Promise<number | 'too_many'> {
  const deliveries = new Set(recipients.flatMap(each => (each.kind === 'delivery' ? [each.delivery] : [])));
  if (deliveries.size === 0) {
    const named = deliveryNamedIn(mail, parts.returnPath);
    if (named === null) return 0;
    deliveries.add(named);
  }
  const { installationId, now, keepEvent, admit = () => true } = parts;
  if (![...deliveries].every(admit)) return 'too_many';
  const said = saidBy(await readReturnedMail(mail));
  const at = Math.min(came, now());
  await Promise.all(
    [...deliveries].map(delivery => keepEvent(returnedEvent(delivery, said, { installationId, at }))),
  );
  return deliveries.size;
}
