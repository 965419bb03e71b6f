import { createKeyring } from '../../src/audience/token.ts';
import { buildMessages, type FrozenIssue } from '../../src/delivery/payload.ts';
import type { Store } from '../../src/storage/database.ts';
import { frozenMails } from '../../src/storage/delivery/freezes.ts';
import { installationId } from '../../src/storage/meta.ts';
import { contentHash, type Ledger as Taken } from '../stand-in/ledger.ts';
import { SETTINGS } from './approved-issue.ts';

/** Mails whose words are not the frozen mail's with this reader's parts, whichever way they were sent. */
export async function wrongWords(
  store: Store,
  issue: { readonly id: number; readonly week: string },
  taken: Taken,
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
  const expected = new Map(
    buildMessages(frozen, current, rows).map(message => [message.to, contentHash(message)]),
  );
  return taken.mails
    .filter(mail => mail.content !== expected.get(mail.to[0] ?? ''))
    .map(mail => `${mail.to[0]} got other words than were frozen`);
}
