import type { CSSProperties } from 'react';
import type { LetterBlock } from '../../letter-content.ts';
import { before, type Style } from '../../style.ts';
import { space } from '../../tokens.ts';
import { useStyle } from '../../use-style.ts';

/** What we wrote and what is right, one under the other, each told by its word and its colour. */
export function Change({ wrong, right }: Extract<LetterBlock, { kind: 'change' }>) {
  return (
    <>
      <Side {...wrong} verdict="skip" />
      <Side {...right} verdict="ship" />
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
  const style = useStyle();
  const { light, serif, sans } = style;
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
          <td className="ink" style={side(style)}>
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

const side = (style: Style): CSSProperties => ({
  ...before(style, space.two),
  [style.start === 'left' ? 'borderLeft' : 'borderRight']: `1px solid ${style.light.ink}`,
});
