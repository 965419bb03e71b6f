import type { IssueMails } from '../../../desk/preview/issue-mails.ts';
import type { SinceApproval } from '../../../desk/preview/since-approval.ts';
import type { Issue } from '../../../issue/issue.ts';
import type { Engine } from '../../../newsroom/draft.ts';
import type { PreviewedDraft, PreviewMail, ShownReader } from '../../../newsroom/preview-mail.ts';

/** What the preview of an issue needs. Reads only. */
export interface PreviewDeps {
  /** @param engine for a draft; as set when left out. Null for an issue without pairings */
  mails(issue: Issue, engine?: Engine): Promise<IssueMails | null>;
  /** One of the mails as a reader would get it, with links that change nothing. */
  mail(draft: PreviewedDraft, reader: ShownReader): Promise<PreviewMail>;
  /** The same as it would be handed to the mail API: the request's body, JSON. */
  body(draft: PreviewedDraft, reader: ShownReader): Uint8Array;
  /** @param mails of the engine that is set. Null when nothing was ever approved */
  since(issue: Issue, mails: IssueMails): Promise<SinceApproval | null>;
}
