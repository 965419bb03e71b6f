import type { Engine } from '../../newsroom/drafted-mail.ts';
import type { IssueMails } from '../../newsroom/issue-mails.ts';
import type { PreviewedDraft, PreviewMail } from '../../newsroom/preview-mail.ts';
import type { PreviewQuery } from './preview-query.ts';
import type { SinceApproval } from './since-approval.ts';

/** One mail of an issue and how it is looked at. */
export interface Shown {
  readonly query: PreviewQuery;
  readonly mails: IssueMails;
  readonly draft: PreviewedDraft;
  readonly mail: PreviewMail;
  /** One an engine, for the view that compares them. */
  readonly others: readonly { readonly engine: Engine; readonly mail: PreviewMail }[];
  readonly since: SinceApproval | null;
  /** The one it goes out with, whichever is shown. */
  readonly engineSet: Engine;
}
