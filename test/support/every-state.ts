import type { IssueContent } from '../../src/issue/content.ts';
import { contentStates } from './content.ts';
import { foreignIssues } from './foreign-issues.ts';

/** The states of content.ts and whole issues in other languages: apart from those, which a bundler for previews takes in too. */
export const everyState: Readonly<Record<string, IssueContent>> = { ...contentStates, ...foreignIssues };
