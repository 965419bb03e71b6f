import type { LedgerState } from '../../newsroom/going/recipient-state.ts';
import { NUMBER, Table } from '../../web/table.tsx';
import type { ProgressWords } from './progress-words.ts';

const MEANINGS: Readonly<Record<LedgerState, string>> = {
  submitted: 'The mail API has taken it.',
  suppressed: 'Left or suppressed since the audience was frozen: nothing was sent.',
  rejected: 'The mail API clearly refused this one.',
  uncertain: 'No clear answer, and nobody left to ask: an editor decides below.',
  pending: 'Not handed over yet, or the answer is still under way.',
};

const GRAVE = new Set<LedgerState>(['rejected', 'uncertain']);

/** audience = submitted + suppressed + rejected + uncertain + pending, as a sum in a column. */
export function LedgerTable({ week, words }: { week: string; words: ProgressWords }) {
  return (
    <Table
      label="Ledger"
      className="rows reckoning"
      lines={Object.keys(MEANINGS) as LedgerState[]}
      keyOf={line => line}
      rowClass={line => (GRAVE.has(line) && words[line] !== '0' ? 'grave-line' : undefined)}
      columns={[
        {
          head: 'State',
          names: true,
          cell: line => <a href={`/desk/issues/${week}/recipients?state=${line}`}>{line}</a>,
        },
        {
          head: 'Readers',
          ...NUMBER,
          live: line => line,
          cell: line => words[line],
        },
        { head: 'Means', className: 'soft', cell: line => MEANINGS[line] },
      ]}
      foot={
        <tr>
          <th scope="row">audience</th>
          <td className="number" data-live="audience">
            {words.audience}
          </td>
          <td className="soft">The sum: everybody who was to get it when it was frozen.</td>
        </tr>
      }
    />
  );
}
