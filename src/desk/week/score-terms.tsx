import type { Pairing } from '../../pairing/pairing.ts';
import { mostOf, TERM_WORDS } from '../../pairing/term-words.ts';

const TERMS = Object.entries(TERM_WORDS);

/** How a score adds up: every term in words, what it brought and the most it can bring. */
export function ScoreTerms({ pairing, label }: { pairing: Pairing; label: string }) {
  return (
    <table className="rows terms">
      <caption>{label}</caption>
      <thead>
        <tr>
          <th scope="col">Why it counts</th>
          <th scope="col" className="number">
            Brings
          </th>
          <th scope="col" className="number">
            At most
          </th>
        </tr>
      </thead>
      <tbody>
        {TERMS.map(([term, words]) => {
          const brought = pairing.terms[term] ?? 0;
          const most = mostOf(term);
          if (most === null && brought === 0) return null;
          return (
            <tr key={term} className={brought === 0 ? 'soft' : undefined}>
              <th scope="row">{words}</th>
              <td className="number">{most === null ? signed(brought) : points(brought)}</td>
              <td className="number">{most === null ? '' : points(most)}</td>
            </tr>
          );
        })}
        <tr className="sum">
          <th scope="row">Score</th>
          <td className="number">{points(pairing.score)}</td>
          <td />
        </tr>
      </tbody>
    </table>
  );
}

/** The terms of two pairings beside each other; what gets worse is said in a word. */
export function TermChanges({ now, then }: { now: Pairing; then: Pairing }) {
  return (
    <table className="rows terms">
      <caption>What the swap changes, term by term</caption>
      <thead>
        <tr>
          <th scope="col">Why it counts</th>
          <th scope="col" className="number">
            Now
          </th>
          <th scope="col" className="number">
            Then
          </th>
          <th scope="col" className="number">
            Change
          </th>
        </tr>
      </thead>
      <tbody>
        {TERMS.map(([term, words]) => (
          <Change key={term} words={words} now={now.terms[term] ?? 0} then={then.terms[term] ?? 0} />
        ))}
        <Change words="Score" now={now.score} then={then.score} isSum />
      </tbody>
    </table>
  );
}

function Change({ words, now, then, isSum }: { words: string; now: number; then: number; isSum?: boolean }) {
  if (now === 0 && then === 0) return null;
  const change = then - now;
  return (
    <tr className={isSum ? 'sum' : undefined}>
      <th scope="row">{words}</th>
      <td className="number">{points(now)}</td>
      <td className="number">{points(then)}</td>
      <td className={`number${change < 0 ? ' worse' : ''}`}>
        {change === 0 ? 'the same' : `${signed(change)} ${change < 0 ? 'worse' : 'better'}`}
      </td>
    </tr>
  );
}

/** @param millionths as scores are kept */
export function points(millionths: number): string {
  return millionths < 0 ? signed(millionths) : (millionths / 1e6).toFixed(3);
}

/** With its sign, and a true minus. */
export function signed(millionths: number): string {
  const size = (Math.abs(millionths) / 1e6).toFixed(3);
  if (millionths === 0) return size;
  return millionths < 0 ? `−${size}` : `+${size}`;
}
