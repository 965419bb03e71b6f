import { cpus, totalmem } from 'node:os';
import { MOMENTS } from './moment.ts';
import { killsByMoment, type PlayedRound, setupName, type Tally, tallied } from './tally.ts';

const COLUMNS: readonly (readonly [string, keyof Tally])[] = [
  ['rounds', 'rounds'],
  ['kills', 'kills'],
  ['midway', 'midway'],
  ['requests', 'requests'],
  ['retries', 'retries'],
  ['replays', 'replays'],
  ['over the rate', 'tooFast'],
  ['readers', 'readers'],
  ['submitted', 'submitted'],
  ['suppressed', 'suppressed'],
  ['rejected', 'rejected'],
  ['uncertain', 'uncertain'],
  ['lost', 'lost'],
  ['doubled', 'doubled'],
  ['ledgers disagree', 'disagreements'],
  ['not settled', 'unsettled'],
];

/** The proof's numbers as Markdown tables, one column a set-up, readable in a terminal too. */
export function proofTables(rounds: readonly PlayedRound[]): string {
  const names = [...new Set(rounds.map(round => setupName(round.setup)))];
  const tallies = names.map(name => tallied(rounds.filter(round => setupName(round.setup) === name)));
  const all = tallied(rounds);
  const sums = table(
    ['', ...names, 'all'],
    COLUMNS.map(([title, field]) => [title, ...tallies.map(tally => tally[field]), all[field]].map(String)),
  );
  const byMoment = killsByMoment(rounds);
  const moments = table(
    ['killed', 'times', 'midway'],
    [...MOMENTS, 'at random'].map(moment => {
      const { kills, midway } = byMoment.get(moment) ?? { kills: 0, midway: 0 };
      return [moment, String(kills), String(midway)];
    }),
  );
  return `${sums}\n\n${moments}`;
}

/** What `--write` puts into docs/proof.md. */
export function proofPage(rounds: readonly PlayedRound[], command: string): string {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}`;
  return `# The proof

Written by \`${command}\`; do not edit. How it works and what it does not show: docs/decisions/075.

A round: real sender processes, an approved issue rendered by the real templates, a stand-in for the mail API that also
refuses, resets, hangs, loses answers and answers rubbish. The senders are killed with SIGKILL at the moments below,
started again until the issue is settled, and then every reader is looked up in both ledgers, ours and the API's.

*Midway*: killed while some, but not all, of the mails had been taken. *Retries*: attempts beyond a batch's first.
*Replays*: requests the API had already said yes to and answered again without sending. *Over the rate*: requests the API
counted beyond the team's limit. *Lost* and *doubled* are readers; *ledgers disagree* also counts provider ids that lead
to the wrong delivery. One worker or several share each issue.

${proofTables(rounds)}

Machine: ${machine}, Node ${process.versions.node}.
`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map(row => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? `${'-'.repeat(width + 2)}` : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
