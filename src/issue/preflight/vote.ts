import { type Finding, type PreflightInput, warning } from './finding.ts';

/** What was odd about the vote whose result the issue tells. */
export function checkVote({ voteFlags = [] }: PreflightInput): Finding[] {
  return voteFlags.map(flag =>
    warning(
      'vote-odd',
      'last week’s vote',
      flag,
      'Every vote is counted; say so in the intro if you would not stand by the result.',
    ),
  );
}
