import type { Change } from '../../issue/change.ts';
import type { IssueContent } from '../../issue/content.ts';
import { contentChanges } from '../../issue/content-changes.ts';
import type { Issue } from '../../issue/issue.ts';
import { type TextRun, textChanges } from '../../issue/text-changes.ts';
import type { IssueMails } from '../../newsroom/issue-mails.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { placeholderNonce } from '../../newsroom/render-mails.ts';
import { readablePlaceholders, readableText } from '../../render/readable-text.ts';
import { lastApproval } from '../../storage/issue/approvals.ts';

/** What an issue would say now, against what was last approved. */
export interface SinceApproval {
  readonly by: string;
  readonly at: number;
  /** How many readers there were then. */
  readonly audience: number;
  readonly approvedHash: string;
  /** The very bytes that were approved. */
  readonly isSame: boolean;
  /** In words. None although it is not the same: only templates or settings differ. */
  readonly changes: readonly Change[];
  /** The plain-text part, before and now. */
  readonly text: readonly TextRun[];
}

/** @returns null when nothing of this issue was ever approved */
export async function sinceApproval(
  room: Newsroom,
  issue: Issue,
  mails: IssueMails,
): Promise<SinceApproval | null> {
  const approval = await lastApproval(room.store, issue.id);
  if (approval === null) return null;
  const [{ content, frozen }] = mails.variants;
  const { by, at, audience, contentHash } = approval;
  return {
    by,
    at,
    audience,
    approvedHash: contentHash,
    isSame: contentHash === mails.contentHash,
    changes: contentChanges(JSON.parse(approval.content) as IssueContent, content),
    text: textChanges(
      readablePlaceholders(approval.text, placeholderNonce(approval.content)),
      readableText(frozen.mail.compiled.text),
    ),
  };
}
