import type { Catalogue } from '../catalogue/tool.ts';
import type { Pick } from '../pairing/pairing.ts';
import { type ComposeInput, composeContent } from './compose-content.ts';
import type { IssueContent } from './content.ts';

/** How many issues back a wording counts as still remembered. */
export const REMEMBERED_ISSUES = 4;

/** A pick as a week would be composed from: with the tools known by then. */
export interface PickedWeek {
  readonly week: string;
  /** ISO date that the content speaks from. */
  readonly today: string;
  readonly pick: Pick;
}

type Style = ComposeInput['settings']['style'];

/** A pattern of subjects, and how many of the issues have one of its shape. */
export interface SubjectShape {
  readonly pattern: string;
  readonly issues: number;
}

/** The subjects that weeks in a row would have had, by their shape, the most frequent first. Weeks without a pairing have none. */
export function subjectShapes(
  catalogue: Catalogue,
  weeks: readonly PickedWeek[],
  style: Style,
): SubjectShape[] {
  const issues: IssueContent[] = [];
  for (const { week, today, pick } of weeks) {
    if (pick.pairings.length === 0) continue;
    issues.push(composeWeek(catalogue, { week, today, pick, style }, issues));
  }
  const shapes = Map.groupBy(issues, ({ wordings = [] }) => wordings.at(-1) ?? '');
  return [...shapes]
    .map(([pattern, of]) => ({ pattern, issues: of.length }))
    .sort((one, other) => other.issues - one.issues || (one.pattern < other.pattern ? -1 : 1));
}

function composeWeek(
  catalogue: Catalogue,
  { week, today, pick, style }: PickedWeek & { readonly style: Style },
  before: readonly IssueContent[],
): IssueContent {
  return composeContent({
    catalogue,
    pick,
    week,
    today,
    number: before.length + 1,
    settings: { publication: '', publicUrl: '', postalAddress: '', replies: false, style },
    edits: {},
    lastVote: null,
    community: new Map(),
    earlier: new Map(),
    recent: before.slice(-REMEMBERED_ISSUES).flatMap(({ wordings = [] }) => wordings),
  });
}
