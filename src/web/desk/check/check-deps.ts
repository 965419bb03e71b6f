import type { CheckLook } from '../../../desk/check/check-look.ts';
import type {
  ScheduleOutcome,
  ScheduleRequest,
  UnscheduleOutcome,
} from '../../../desk/check/schedule-send.ts';
import type { SendNowOutcome } from '../../../desk/check/send-now.ts';
import type { TestForm } from '../../../desk/check/send-tests.ts';
import type { Activity } from '../../../desk/log.ts';
import type { Issue } from '../../../issue/issue.ts';
import type { Refusal } from '../../../newsroom/newsroom.ts';
import type { ApproveSeenOutcome, Seen, SteerOutcome } from '../../../newsroom/release.ts';
import type { TestSendOutcome } from '../../../newsroom/test-send.ts';

/** Checking and approving an issue. `by` is the editor at the desk; times are epoch milliseconds. */
export interface CheckDeps {
  /** How many addresses SEED_LIST has. */
  readonly seeds: number;
  /** SEND_WINDOW as it is written. */
  readonly window: string;
  look(issue: Issue, by: string): Promise<CheckLook>;
  /** What was done to the issue since its log had so many lines. */
  doneSince(week: string, lines: number): Promise<readonly Activity[]>;
  approve(week: string, by: string, seen: Seen): Promise<ApproveSeenOutcome>;
  hold(week: string, by: string, why: string): Promise<SteerOutcome>;
  schedule(issue: Issue, request: ScheduleRequest): Promise<ScheduleOutcome>;
  unschedule(issue: Issue, request: Pick<ScheduleRequest, 'revision' | 'by'>): Promise<UnscheduleOutcome>;
  sendNow(
    issue: Issue,
    request: { readonly by: string; readonly hash: string; readonly revision: number },
  ): Promise<SendNowOutcome>;
  test(week: string, by: string, form: TestForm): Promise<TestSendOutcome>;
  askLinks(issue: Issue, by: string): Promise<{ readonly kind: 'asked' } | Refusal>;
}
