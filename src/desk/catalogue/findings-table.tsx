import { count, countOf } from '../count.ts';
import { Scroll } from '../scroll.tsx';
import type { Findings } from './tool-line.ts';

/** Every problem with where it is and what mends it, as `catalogue check` prints them. */
export function FindingsTable({ findings }: { readonly findings: Findings }) {
  const hidden = findings.errors + findings.warnings - findings.listed.length;
  return (
    <>
      <Scroll label="Problems of the file">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">Where</th>
              <th scope="col">What is wrong</th>
              <th scope="col">Found</th>
              <th scope="col">The fix</th>
            </tr>
          </thead>
          <tbody>
            {findings.listed.map((problem, index) => (
              <tr key={index}>
                <td className="whole">
                  <code>{problem.path}</code>
                </td>
                <td>
                  {problem.severity === 'error' ? <span className="grave-word">error: </span> : 'warning: '}
                  {problem.message}
                </td>
                <td className="who">
                  <code>{problem.found}</code>
                </td>
                <td>{problem.fix}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {hidden > 0 ? (
        <p>
          {`… and ${count(hidden)} more. All of them: `}
          <code>verdicts catalogue check</code>
        </p>
      ) : null}
    </>
  );
}

/** `3 errors, 1 warning`. */
export function findingsWords({ errors, warnings }: Findings): string {
  const words = [
    ...(errors === 0 ? [] : [countOf(errors, 'error')]),
    ...(warnings === 0 ? [] : [countOf(warnings, 'warning')]),
  ];
  return words.length === 0 ? 'nothing wrong' : words.join(', ');
}
