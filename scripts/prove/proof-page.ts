import { cpus, totalmem } from 'node:os';
import { MOMENTS } from './moment.ts';
import { ORDEALS } from './ordeal.ts';
import { killsByMoment, ordealsOf, type PlayedRound, setupName, type Tally, tallied } from './tally.ts';

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
  ['wrongly rejected', 'wronglyRejected'],
  ['lost', 'lost'],
  ['doubled', 'doubled'],
  ['ledgers disagree', 'disagreements'],
  ['not settled', 'unsettled'],
  ['silent or gave up', 'conduct'],
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
  // A kit has no ordeals.
  const ordeals = rounds.some(({ setup }) => !setup.mailer) ? [ordealTable(rounds)] : [];
  return [sums, ...ordeals, moments].join('\n\n');
}

/** One that never happened has proved nothing, so it says so. */
function ordealTable(rounds: readonly PlayedRound[]): string {
  const byName = ordealsOf(rounds);
  return table(
    ['befell the round', 'rounds', 'happened in', 'times', ''],
    ORDEALS.map(name => {
      const { rounds: dealt, happened, times } = byName.get(name) ?? { rounds: 0, happened: 0, times: 0 };
      const note = times > 0 ? '' : 'NEVER HAPPENED';
      return [name, String(dealt), String(happened), String(times), note];
    }),
  );
}

/** What `--write` puts into docs/proof.md. @param before the page as it was: what it says of single mailers stays */
export function proofPage(rounds: readonly PlayedRound[], command: string, before: string): string {
  return `# The proof

Written by \`${command}\`; do not edit. How it works and what it does not show: docs/decisions/075.

A round: real sender processes, an approved issue rendered by the real templates, a stand-in for the mail API that also
refuses, resets, hangs, loses answers and answers rubbish. The senders are killed with SIGKILL at the moments below,
started again until the issue is settled, and then every reader is looked up in both ledgers, ours and the API's. One
more thing befalls each round: see the second table. Over SMTP a relay takes the API's place; it knows no keys, so what
was on the wire at a kill may end uncertain, and nothing else. After a wrong clock, a change of the account or a fall of the
database readers may end uncertain, too: those of whom the API cannot be asked any more, which its own records tell. So may
a batch of which an attempt was unclear, when the API refuses everybody in it: nobody can tell whether it looked the key up first.

*Midway*: killed while some, but not all, of the mails had been taken. *Retries*: attempts beyond a batch's first.
*Replays*: requests the API had already said yes to and answered again without sending. *Over the rate*: requests the API
counted beyond the team's limit. *Lost* and *doubled* are readers; *ledgers disagree* also counts provider ids that lead
to the wrong delivery. *Wrongly rejected*: no refusal was about that reader. *Silent or gave up*: a sender waited more
than five seconds and had not said why and until when, or ended before its time. One worker or several share each issue.

${proofTables(rounds)}

${machineLine()}
${mailersOf(before)}`;
}

const MAILERS = '\n## Each mailer by its kit\n';

/** The page with another last part, which is about mailers tried by their kits. */
export function withMailers(before: string, rounds: readonly PlayedRound[], command: string): string {
  const rest = before.replace(mailersOf(before), '');
  return `${rest}${MAILERS}
Written by \`${command}\`. The same kills and the same audit, with each mailer's own stand-in ([mailers.md](mailers.md)). Without keys
an unclear answer is \`uncertain\`; then the stand-in reports what it took, its record is asked, and an editor releases the rest.
In some rounds a stand-in keeps reports to itself: only those readers, and who was not taken, may then stay uncertain. SMTP
reports nothing, so there what was on the wire stays open.

${proofTables(rounds)}

${machineLine()}
`;
}

function mailersOf(page: string): string {
  const at = page.indexOf(MAILERS);
  return at < 0 ? '' : page.slice(at);
}

function machineLine(): string {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}`;
  return `Machine: ${machine}, Node ${process.versions.node}.`;
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
