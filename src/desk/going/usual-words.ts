import type { Judgement } from '../../newsroom/going/compare-issue.ts';
import type { IssueReport, MetricName } from '../../newsroom/going/report.ts';

export type ReportedLine = IssueReport['lines'][number];

/** What each number is called where it is told in a sentence or a drawing. */
export const SHORT_NAMES: Readonly<Record<MetricName, string>> = {
  delivered: 'Delivered',
  bounced: 'Bounced',
  complained: 'Reported as spam',
  clicked: 'Clicked',
  voted: 'Votes',
  unsubscribed: 'Left',
};

/** A line that can be set against its median, and how many times the median it is. */
export interface UsualLine {
  readonly line: ReportedLine;
  readonly times: number;
  readonly low: number;
  readonly high: number;
}

const TOLD = new Set<Judgement>(['above', 'below', 'usual']);

/** Those of which it can be told how many times the usual they are; of what usually is nothing it cannot. */
export function usualLines(lines: readonly ReportedLine[]): UsualLine[] {
  return toldOf(lines).flatMap(line => {
    const { rate, median, low, high } = line;
    if (rate === null || median === null || median === 0) return [];
    return [{ line, times: rate / median, low: low / median, high: high / median }];
  });
}

/** How the issue was taken, beside the median of those before it, in a sentence or two. */
export function usualGist(lines: readonly ReportedLine[]): string {
  const told = toldOf(lines);
  const more = told.filter(({ judgement }) => judgement === 'above');
  const fewer = told.filter(({ judgement }) => judgement === 'below');
  if (told.length === 0) return 'Too few readers, or too few issues before this one, to tell what is usual.';
  if (more.length + fewer.length === 0) return 'As usual, as far as can be told.';
  return [
    listed('Clearly more than usual', more),
    listed('Clearly fewer than usual', fewer),
    more.length + fewer.length < told.length ? 'The rest is as usual.' : '',
  ]
    .filter(part => part !== '')
    .join(' ');
}

/** None while there are too few readers, or too few issues before. */
function toldOf(lines: readonly ReportedLine[]): ReportedLine[] {
  return lines.filter(({ judgement }) => TOLD.has(judgement));
}

function listed(head: string, lines: readonly ReportedLine[]): string {
  if (lines.length === 0) return '';
  const each = lines.map(
    ({ name, rate, median }) =>
      `${SHORT_NAMES[name].toLowerCase()} ${percent(rate)} against ${percent(median)}`,
  );
  return `${head}: ${each.join('; ')}.`;
}

/** `12.1%`, `0.35%`, `—` for what could not be counted. */
export function percent(rate: number | null): string {
  if (rate === null) return '—';
  const share = rate * 100;
  // What rounds to nothing is nothing: the end of an interval may come out as 1e-17.
  return `${share.toFixed(share >= 0.005 && share < 1 ? 2 : 1)}%`;
}
