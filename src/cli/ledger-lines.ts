import type { IssueStatus } from '../newsroom/status.ts';

/** The ledger for a terminal: a sum that a person can check with their eyes. */
export function ledgerLines(status: IssueStatus): string[] {
  const rows: [string, number][] = [
    ['submitted', status.submitted],
    ['suppressed', status.suppressed],
    ['rejected', status.rejected],
    ['uncertain', status.uncertain],
    ['pending', status.pending],
  ];
  const sum = rows.reduce((total, [, count]) => total + count, 0);
  const width = Math.max(...[status.audience, sum].map(count => count.toLocaleString('en').length), 5);
  const line = (label: string, count: number, sign = ' ') =>
    `  ${sign} ${label.padEnd(12)}${count.toLocaleString('en').padStart(width)}`;
  return [
    `${status.week} is ${status.state.replace('_', ' ')}.`,
    ...rows.map(([label, count], index) => line(label, count, index === 0 ? ' ' : '+')),
    `    ${'─'.repeat(12 + width)}`,
    `${line('audience', status.audience, '=')}${sum === status.audience ? '   the ledger sums' : `   DOES NOT SUM: ${sum}`}`,
  ];
}
