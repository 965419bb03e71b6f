import type { IssueContent } from '../issue/content.ts';
import type { Issue } from '../issue/issue.ts';
import { frozenMails } from '../storage/delivery/freezes.ts';
import { draftIssue } from './draft.ts';
import type { Engine } from './drafted-mail.ts';
import type { Newsroom } from './newsroom.ts';
import type { PreviewedDraft } from './preview-mail.ts';

/** The mails of one issue, one a variant: as frozen once it is, before that as they would be frozen now. */
export interface IssueMails {
  readonly isFrozen: boolean;
  readonly engine: Engine;
  readonly contentHash: string;
  /** The editors' order first. */
  readonly variants: readonly [PreviewedDraft, ...PreviewedDraft[]];
  /** The web version, the same for all. */
  readonly webHtml: string;
}

/**
 * @param engine for a draft; a frozen issue has the one it was frozen with
 * @returns null for an issue without pairings, of which there is no mail
 */
export async function issueMails(room: Newsroom, issue: Issue, engine?: Engine): Promise<IssueMails | null> {
  const frozen = await frozenVariants(room, issue);
  const [first, ...others] = frozen ?? (await draftVariants(room, issue, engine));
  if (!first) return null;
  return {
    isFrozen: frozen !== null,
    engine: first.frozen.mail.engine,
    contentHash: first.frozen.contentHash,
    variants: [first, ...others],
    webHtml: first.frozen.webHtml,
  };
}

async function frozenVariants(room: Newsroom, issue: Issue): Promise<readonly PreviewedDraft[] | null> {
  if (issue.frozenAt === null) return null;
  const mails = await frozenMails(room.store, issue.id);
  return mails.map(frozen => ({ frozen, content: JSON.parse(frozen.content) as IssueContent }));
}

async function draftVariants(
  room: Newsroom,
  issue: Issue,
  engine?: Engine,
): Promise<readonly PreviewedDraft[]> {
  return issue.pick.pairings.length === 0 ? [] : (await draftIssue(room, issue, engine)).variants;
}
