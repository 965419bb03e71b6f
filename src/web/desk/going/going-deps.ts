import type { Editor } from '../../../desk/door/session.ts';
import type {
  ApproveCorrectionOutcome,
  Correction,
  CorrectionProgress,
  CorrectionWords,
  ReviseOutcome,
} from '../../../desk/going/correct.ts';
import type { MendOutcome, NamedLink } from '../../../desk/going/mend-link.ts';
import type { DeliveryStory } from '../../../desk/going/one-recipient.ts';
import type { Progress, UncertainBatch } from '../../../desk/going/progress.ts';
import type { RecipientPage, RecipientQuery } from '../../../desk/going/recipients.ts';
import type { IssueReport } from '../../../desk/going/report.ts';
import type { Issue } from '../../../issue/issue.ts';
import type { Refusal } from '../../../newsroom/newsroom.ts';
import type { SteerOutcome } from '../../../newsroom/release.ts';
import type { Resolution, ResolveOutcome } from '../../../newsroom/resolve-batch.ts';

/** What "Going out" needs: an issue while it is sent, and afterwards. Times are epoch milliseconds. */
export interface GoingDeps {
  /** Null for a week that was not picked. */
  progress(week: string): Promise<Progress | null>;
  /** Between two looks while somebody watches, ms. */
  readonly lookEveryMs: number;
  steer(week: string, action: 'stop' | 'resume' | 'abort', by: string): Promise<SteerOutcome>;
  uncertain(issue: Issue): Promise<readonly UncertainBatch[]>;
  resolve(week: string, resolution: Resolution): Promise<ResolveOutcome>;
  /** Null before the freeze. */
  report(issue: Issue): Promise<IssueReport | null>;
  reportCsv(report: IssueReport): string;
  readonly recipients: RecipientsDeps;
  links(issue: Issue): Promise<readonly NamedLink[]>;
  mend(
    week: string,
    request: { readonly by: string; readonly tool: string; readonly from: string; readonly to: string },
  ): Promise<MendOutcome>;
  readonly correction: CorrectionDeps;
}

/** Who got an issue. */
interface RecipientsDeps {
  find(issue: Issue, query: RecipientQuery): Promise<RecipientPage>;
  exportCsv(editor: Editor, issue: Issue): Promise<ReadableStream<Uint8Array>>;
  /** Null for a seq the issue does not have. */
  one(issue: Issue, seq: number): Promise<DeliveryStory | null>;
}

/** The one correction an issue may have. */
export interface CorrectionDeps {
  find(issue: Issue): Promise<Correction | null>;
  /** Where an unwritten one leads: the issue's own page. */
  usualUrl(issue: Issue): string;
  revise(
    week: string,
    request: { readonly by: string; readonly revision: number; readonly words: CorrectionWords },
  ): Promise<ReviseOutcome>;
  approve(
    week: string,
    request: { readonly by: string; readonly revision: number; readonly hash: string },
  ): Promise<ApproveCorrectionOutcome>;
  /** The mail as it stands, with links of nobody. */
  preview(issue: Issue, words: CorrectionWords): Promise<CorrectionPreview>;
  /** How many would get it now: one look through the issue's deliveries. */
  audience(issue: Issue): Promise<number>;
  whyNotNow(issue: Issue, correction: Correction, by: string): Promise<Refusal | null>;
  /** Null for a draft. */
  progress(issue: Issue, correction: Correction): Promise<CorrectionProgress | null>;
}

export interface CorrectionPreview {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly hash: string;
}
