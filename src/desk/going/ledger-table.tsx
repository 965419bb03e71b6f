import { Scroll } from '../scroll.tsx';
import type { ProgressWords } from './progress-words.ts';

type Line = 'submitted' | 'suppressed' | 'rejected' | 'uncertain' | 'pending';

const LINES: readonly (readonly [Line, string])[] = [
  ['submitted', 'The mail API has taken it.'],
  ['suppressed', 'Left or barred since the audience was frozen: nothing was sent.'],
  ['rejected', 'The mail API said a clear no to this one.'],
  ['uncertain', 'No clear answer, and nobody left to ask: an editor decides below.'],
  ['pending', 'Not handed over yet, or the answer is still under way.'],
];

const GRAVE = new Set<Line>(['rejected', 'uncertain']);

/** audience = submitted + suppressed + rejected + uncertain + pending, as a sum in a column. */
export function LedgerTable({ week, words }: { week: string; words: ProgressWords }) {
  return (
    <Scroll label="Ledger">
      <table className="rows reckoning">
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col" className="number">
              Readers
            </th>
            <th scope="col">Means</th>
          </tr>
        </thead>
        <tbody>
          {LINES.map(([name, meaning]) => (
            <tr key={name} className={GRAVE.has(name) && words[name] !== '0' ? 'grave-line' : undefined}>
              <th scope="row">
                <a href={`/desk/issues/${week}/recipients?state=${name}`}>{name}</a>
              </th>
              <td className="number" data-live={name}>
                {words[name]}
              </td>
              <td className="soft">{meaning}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">audience</th>
            <td className="number" data-live="audience">
              {words.audience}
            </td>
            <td className="soft">The sum: everybody who was due when it was frozen.</td>
          </tr>
        </tfoot>
      </table>
    </Scroll>
  );
}
