import type { IssueContent } from '../../src/issue/content.ts';
import stored from './earlier-issue.json' with { type: 'json' };

/** The second issue of the sample data as it was frozen before verdicts named a reason: the shape its content had then. */
export const earlierIssue = stored as IssueContent;
