import type { Issue, IssueState } from '../issue/issue.ts';

/** What each state means to an editor, in a few words. */
export const STATE_WORDS: Readonly<Record<IssueState, string>> = {
  picked: 'picked, not reviewed yet',
  in_review: 'in review',
  approved: 'approved',
  sending: 'going out',
  stopped: 'stopped',
  held: 'held',
  sent: 'sent',
  aborted: 'ended for good',
};

/** The state as it stands in a register: the word, and never colour alone. */
export function StateMark({ issue }: { issue: Pick<Issue, 'state'> }) {
  return <span className={`state ${issue.state}`}>{STATE_WORDS[issue.state]}</span>;
}
