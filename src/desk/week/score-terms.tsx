import { points, signed } from '../../newsroom/editing/points.ts';
import type { Pairing } from '../../pairing/pairing.ts';
import { mostOf, TERM_WORDS } from '../../pairing/term-words.ts';
import { Table } from '../../web/table.tsx';

const TERMS = Object.entries(TERM_WORDS);

/** How a score adds up: every term in words, what it brought and the most it can bring. */
export function ScoreTerms({ pairing, title }: { pairing: Pairing; title: string }) {
  const lines = TERMS.flatMap(([term, words]): TermLine[] => {
    const brought = pairing.terms[term] ?? 0;
    const most = mostOf(term);
    if (most === null) return brought === 0 ? [] : [{ words, amounts: [signed(brought), ''] }];
    return [{ words, amounts: [points(brought), points(most)], ...(brought === 0 && { look: 'soft' }) }];
  });
  const sum: TermLine = { words: 'Score', amounts: [points(pairing.score), ''], look: 'sum' };
  return (
    <TermTable
      label={`Score of ${title}`}
      caption={`Every term of ${title}`}
      heads={['Brings', 'At most']}
      lines={[...lines, sum]}
    />
  );
}

/** The terms of two pairings beside each other; what gets worse is said in a word. */
export function TermChanges({ now, then }: { now: Pairing; then: Pairing }) {
  const lines = TERMS.map(([term, words]) => changeOf(words, now.terms[term] ?? 0, then.terms[term] ?? 0));
  const sum = { ...changeOf('Score', now.score, then.score), look: 'sum' } as const;
  return (
    <TermTable
      label="What the swap changes"
      caption="What the swap changes, term by term"
      heads={['Now', 'Then', 'Change']}
      lines={[...lines, sum].filter(({ isNothing }) => !isNothing)}
    />
  );
}

interface TermLine {
  readonly words: string;
  /** One below each head. */
  readonly amounts: readonly string[];
  readonly look?: 'soft' | 'sum';
  /** Whether the last amount is a change for the worse. */
  readonly isWorse?: boolean;
}

function changeOf(words: string, now: number, then: number) {
  const change = then - now;
  const judged = change === 0 ? 'the same' : `${signed(change)} ${change < 0 ? 'worse' : 'better'}`;
  const amounts = [points(now), points(then), judged];
  return { words, amounts, isWorse: change < 0, isNothing: now === 0 && then === 0 };
}

interface TermTableProps {
  readonly label: string;
  readonly caption: string;
  /** Of the amounts. */
  readonly heads: readonly string[];
  readonly lines: readonly TermLine[];
}

function TermTable({ heads, ...table }: TermTableProps) {
  const amounts = heads.map((head, place) => ({
    head,
    headClass: 'number',
    className: ({ isWorse = false }: TermLine) =>
      isWorse && place === heads.length - 1 ? 'number worse' : 'number',
    cell: (line: TermLine) => line.amounts[place],
  }));
  return (
    <Table
      {...table}
      className="rows terms"
      columns={[{ head: 'Why it counts', names: true, cell: ({ words }) => words }, ...amounts]}
      keyOf={({ words }) => words}
      rowClass={({ look }) => look}
    />
  );
}
