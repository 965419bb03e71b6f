import type { IssueContent } from '../issue/content.ts';
import { frozenMails } from '../storage/delivery/freezes.ts';
import { goLinksOf } from '../storage/issue/go-links.ts';
import { hashMails, renderVariants } from './draft.ts';
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
  const [first, ...others] = mails.map(({ content, mail }) => ({
    content: JSON.parse(content) as IssueContent,
    mail,
  }));
  if (!first)
    return refused(`The issue of ${week} was never frozen.`, 'Only an issue that went out can be rebuilt.');
  // The tokens as they were frozen; an issue from before there were any has its links as they stand in the content.
  const links = issue ? await goLinksOf(room.store, issue.id) : [];
  const { engine, from, replyTo, publicUrl, unsubscribeMailbox, look } = first.mail;
  const again = await renderVariants([first.content, ...others.map(({ content }) => content)], {
    engine,
    from,
    replyTo,
    publicUrl,
    unsubscribeMailbox,
    look,
    goTokens: new Map(links.map(({ tool, token }) => [tool, token])),
  });
  const approved = hashMails([first, ...others]);
  const parts = mails.map((mail, index) => ({
    part: mail.variant === 1 ? 'mail' : `mail (variant ${mail.variant})`,
    same:
      mail.contentHash === approved &&
      JSON.stringify(again[index]?.frozen.mail.compiled) === JSON.stringify(mail.mail.compiled),
  }));
  parts.push({ part: 'web version', same: again[0].frozen.webHtml === mails[0]?.webHtml });
  return { kind: parts.every(part => part.same) ? 'same' : 'different', parts };
}
