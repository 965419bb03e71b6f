import type { IssueContent } from '../issue/content.ts';
import { frozenMails } from '../storage/freezes.ts';
import { renderDraft } from './draft.ts';
import { type Newsroom, type Refusal, refused } from './newsroom.ts';

export type RebuildOutcome =
  | {
      readonly kind: 'same' | 'different';
      /** One entry a frozen part: what was compared and whether it came out the same. */
      readonly parts: readonly { readonly part: string; readonly same: boolean }[];
    }
  | Refusal;

/**
 * Renders a past issue again from its frozen content and settings, with the templates of today, and compares. Readers'
 * own parts are not in what is compared, so an erasure changes nothing.
 */
export async function rebuildWeek(room: Newsroom, week: string): Promise<RebuildOutcome> {
  const issue = await room.issues.find(week);
  const mails = issue ? await frozenMails(room.store, issue.id) : [];
  if (mails.length === 0)
    return refused(`The issue of ${week} was never frozen.`, 'Only an issue that went out can be rebuilt.');
  const parts = [];
  for (const mail of mails) {
    const { engine, from, replyTo, publicUrl, unsubscribeMailbox } = mail.mail;
    const content = JSON.parse(mail.content) as IssueContent;
    const again = await renderDraft(content, { engine, from, replyTo, publicUrl, unsubscribeMailbox });
    const name = mails.length === 1 ? '' : ` (variant ${mail.variant})`;
    parts.push(
      { part: `mail${name}`, same: again.frozen.contentHash === mail.contentHash },
      { part: `web version${name}`, same: again.frozen.webHtml === mail.webHtml },
    );
  }
  return { kind: parts.every(part => part.same) ? 'same' : 'different', parts };
}
