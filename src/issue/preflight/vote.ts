import { error, type Finding, type PreflightInput, warning } from './finding.ts';
import { linksIn } from './mail-html.ts';

/** What was odd about the vote whose result the issue tells, and whether a look at this one could vote. */
export function checkVote(input: PreflightInput): Finding[] {
  return [...checkFlags(input), ...checkVoteLinks(input)];
}

function checkFlags({ voteFlags = [] }: PreflightInput): Finding[] {
  return voteFlags.map(flag =>
    warning(
      'vote-odd',
      'last week’s vote',
      flag,
      'Every vote is counted; if you would not stand by the result, say so in the intro.',
    ),
  );
}

const VOTE_LINK = /\/vote\/([^/?#\s]+)/u;

/** Previews and test sends are opened by editors and their mail scanners: a link in them must cast nothing. */
function checkVoteLinks({ rendered, isTestVote }: PreflightInput): Finding[] {
  const inText = rendered.text.match(/https?:\/\/\S+/gu) ?? [];
  const tokens = [...linksIn(rendered.html).map(link => link.url), ...inText].flatMap(
    address => VOTE_LINK.exec(address)?.[1] ?? [],
  );
  const counting = tokens.filter(token => !isTestVote(token)).length;
  return counting === 0
    ? []
    : [
        error(
          'vote-link-counts',
          'mail',
          `In a preview ${counting} of ${tokens.length} vote links would cast a real ballot.`,
          'Correct how previews are filled in: their links must be signed as tests.',
        ),
      ];
}
