import type { IssueContent } from '../issue/content.ts';
import { variantName } from '../issue/trial/trial-wish.ts';
import { frozenMails } from '../storage/delivery/freezes.ts';
import { goLinksOf } from '../storage/issue/go-links.ts';
import { hashMails } from './drafted-mail.ts';
import { type Newsroom, type Refusal, refused } from './newsroom.ts';
import { renderVariants } from './render-mails.ts';

export type RebuildOutcome =
  | {
      readonly kind: 'same' | 'different';
      /** Whether the mails that are kept are still those that were approved, whatever comes of rendering them again. */
      readonly isAsApproved: boolean;
      /** One entry a frozen part: what was rendered again and whether it came out the same. */
      readonly parts: readonly { readonly part: string; readonly same: boolean }[];
    }
  | Refusal;

/**
 * Renders a past issue again from its frozen content and settings, with the templates of today, and compares. Readers'
 * own parts are not in what is compared, so an erasure changes nothing. Another version of the program may render it
 * otherwise; what is kept is then still as it was approved.
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
  const kept = hashMails([first, ...others]);
  const isAsApproved = mails.every(({ contentHash }) => contentHash === kept);
  const parts = mails.map((mail, index) => ({
    part: mail.variant === 1 ? 'mail' : `mail (${variantName(mail.variant)})`,
    same: JSON.stringify(again[index]?.frozen.mail.compiled) === JSON.stringify(mail.mail.compiled),
  }));
  parts.push({ part: 'web version', same: again[0].frozen.webHtml === mails[0]?.webHtml });
  const isSame = isAsApproved && parts.every(part => part.same);
  return { kind: isSame ? 'same' : 'different', isAsApproved, parts };
}
