import { createKeyring } from '../../src/audience/token.ts';
import { buildMessages, type FrozenIssue } from '../../src/delivery/payload.ts';
import { variantOfArm } from '../../src/issue/trial/trial-wish.ts';
import type { Store } from '../../src/storage/database.ts';
import { frozenMails } from '../../src/storage/delivery/freezes.ts';
import { findTrial } from '../../src/storage/delivery/subject-trials.ts';
import { installationId } from '../../src/storage/meta.ts';
import { contentHash, type ShownMail, type Ledger as Taken } from '../stand-in/ledger.ts';
import { SETTINGS } from './approved-issue.ts';

/** A mail's parts without what a mail program's line ends make of them. */
export function plainParts({ html, text }: ShownMail): ShownMail {
  const plain = (part: string) => part.replace(/\r\n/g, '\n').trimEnd();
  return { html: plain(html), text: plain(text) };
}

/**
 * Mails whose words are not the frozen mail's with this reader's parts, whichever way they were sent.
 * @param asTaken what the way leaves of a mail's parts
 */
export async function wrongWords(
  store: Store,
  issue: { readonly id: number; readonly week: string },
  taken: Taken,
  asTaken: (parts: ShownMail) => ShownMail,
): Promise<string[]> {
  const frozen: FrozenIssue = {
    issueId: issue.id,
    week: issue.week,
    mails: await frozenMails(store, issue.id),
    installationId: await installationId(store),
  };
  const { current } = createKeyring([SETTINGS.SECRET_KEYS ?? '']);
  const rows = await store.db
    .selectFrom('deliveries')
    .select(['seq', 'subscriber_id as subscriberId', 'email', 'name', 'variant'])
    .where('issue_id', '=', issue.id)
    .execute();
  const decision = (await findTrial(store.db, issue.id))?.decision;
  // Whoever has no subject yet has had no mail.
  const recipients = rows.flatMap(row => {
    if (row.variant > 0) return [row];
    return decision ? [{ ...row, variant: variantOfArm(decision.arm) }] : [];
  });
  const expected = new Map(
    buildMessages(frozen, current, recipients).map(message => [message.to, contentHash(asTaken(message))]),
  );
  return taken.mails
    .filter(mail => mail.content !== expected.get(mail.to[0] ?? ''))
    .map(mail => `${mail.to[0]} got other words than were frozen`);
}
