import type { CSSProperties } from 'react';
import type { LetterBlock } from '../../letter-content.ts';
import type { Style } from '../../style.ts';
import { space } from '../../tokens.ts';
import { useStyle } from '../../use-style.ts';

/** Names on the left, values in a column of their own, hairlines between. */
export function FactsTable({ caption, rows, numeric }: Extract<LetterBlock, { kind: 'facts' }>) {
  const style = useStyle();
  const { light, sans, start, end } = style;
  return (
    <table
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      border={0}
      style={{ marginTop: space.three, fontVariantNumeric: 'tabular-nums' }}
    >
      <caption className="soft" style={sans('label', { color: light.soft, textAlign: start })}>
        {caption}
      </caption>
      <tbody>
        {rows.map(({ name, value }) => (
          <tr key={name}>
            <th scope="row" align={start} className="soft" style={label(style)}>
              {name}
            </th>
            <td valign="top" align={numeric ? end : start} dir="auto" style={cell(style)}>
              {value}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const cell = ({ light, sans }: Style): CSSProperties => ({
  ...sans('small'),
  borderBottom: `1px solid ${light.rule}`,
  padding: `${space.one}px 0`,
});
const label = (style: Style): CSSProperties => ({
  ...cell(style),
  width: '38%',
  verticalAlign: 'top',
  [style.end === 'right' ? 'paddingRight' : 'paddingLeft']: space.two,
  fontWeight: 'normal',
  color: style.light.soft,
});
