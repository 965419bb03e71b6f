import type { Backtest } from './backtest.ts';
import type { Metric } from './backtest-metrics.ts';

const MARKS = { met: 'ok', missed: 'MISSED', reported: '' } as const;

/** The back-test as text for a terminal: a table of the metrics, the thin weeks, and the trials if there are any. */
export function formatBacktest(result: Backtest): string {
  const { from, to, weeks, count, metrics, thin, ablation, digest } = result;
  return [
    `Back-test ${from} to ${to}, ${weeks} weeks; pairings asked for each week: ${count}`,
    '',
    ...table([
      ['metric', 'value', 'target', '', ''],
      ...metrics.map(metric => [
        metric.name,
        valueText(metric),
        targetText(metric),
        MARKS[metric.verdict],
        metric.note,
      ]),
    ]),
    '',
    thin.length === 0 ? 'No thin week.' : `Thin weeks: ${thin.length}`,
    ...thin.map(({ week, step, name }) => `  ${week}  rung ${step}: ${name}`),
    ...(ablation.length === 0
      ? []
      : [
          '',
          ...table([
            ['without the term', 'worth', 'pairings changed'],
            ...ablation.map(({ term, worth, changed }) => [term, worth.toFixed(3), percent(changed)]),
          ]),
        ]),
    '',
    `Digest ${digest}`,
  ].join('\n');
}

function valueText({ value, unit }: Metric): string {
  return numberText(value, unit);
}

function targetText({ target, unit }: Metric): string {
  if (!target) return '';
  if ('least' in target) return `at least ${numberText(target.least, unit)}`;
  return target.most === 0 ? '0' : `at most ${numberText(target.most, unit)}`;
}

function numberText(value: number, unit: Metric['unit']): string {
  if (unit === 'percent') return percent(value);
  if (unit === 'ratio') return value.toFixed(3);
  const number = Number.isInteger(value) ? String(value) : value.toFixed(1);
  return unit === 'weeks' ? `${number} weeks` : number;
}

function percent(value: number): string {
  return `${Math.round(100 * value)}%`;
}

/** Columns as wide as their widest cell; numbers are right-aligned in the second column. */
function table(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  return rows.map(row =>
    row
      .map((cell, column) =>
        column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
