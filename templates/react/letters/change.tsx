import type { CSSProperties } from 'react';
import type { LetterBlock } from '../../letter-content.ts';
import { light, space } from '../../tokens.ts';
import { sans, serif } from '../text-style.ts';

/** What we wrote and what is right, one under the other, each told by its word and its colour. */
export function Change({ wrong, right }: Extract<LetterBlock, { kind: 'change' }>) {
  return (
    <>
      <Side label="We wrote" verdict="skip" lines={wrong} />
      <Side label="It should read" verdict="ship" lines={right} />
    </>
  );
}

function Side({
  label,
  verdict,
  lines,
}: {
  label: string;
  verdict: 'ship' | 'skip';
  lines: readonly string[];
}) {
  return (
    <table
      role="presentation"
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      border={0}
      style={{ marginTop: space.three }}
    >
      <tbody>
        <tr>
          <td className="ink" style={side}>
            <p className={verdict} style={sans('small', { fontWeight: 'bold', color: light[verdict] })}>
              {label}
            </p>
            {lines.map((line, index) => (
              <p key={index} dir="auto" style={serif('body')}>
                {line}
              </p>
            ))}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

const side: CSSProperties = { padding: `0 0 0 ${space.two}px`, borderLeft: `1px solid ${light.ink}` };
