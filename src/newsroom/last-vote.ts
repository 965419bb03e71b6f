import type { IssueContent } from '../issue/content.ts';
import type { LastVote } from '../issue/last-week.ts';
import { frozenMails } from '../storage/freezes.ts';
import type { Newsroom } from './newsroom.ts';

/**
 * The vote on the previous sent issue's leading pairing, as that issue was frozen; skipped, held and aborted weeks are
 * passed over. Null when no earlier issue was sent.
 */
export async function lastVoteOf(room: Newsroom, week: string): Promise<LastVote | null> {
  const issues = await room.issues.all();
  const previous = issues.filter(issue => issue.week < week && issue.state === 'sent').at(-1);
  const [frozen] = previous ? await frozenMails(room.store, previous.id) : [];
  const lead = frozen && (JSON.parse(frozen.content) as IssueContent).pairings[0];
  if (!previous || !lead) return null;
  return {
    week: previous.week,
    a: lead.a.name,
    b: lead.b.name,
    // Ballots are cast on the readers' pages.
    counts: { a: 0, b: 0, both: 0, neither: 0 },
    panel: lead.lead,
  };
}
