import type { CSSProperties } from 'react';
import type { LetterBlock } from '../../letter-content.ts';
import { light, space } from '../../tokens.ts';
import { sans } from '../text-style.ts';

/** Names on the left, values in a column of their own, hairlines between. */
export function FactsTable({ caption, rows, numeric }: Extract<LetterBlock, { kind: 'facts' }>) {
  return (
    <table
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      border={0}
      style={{ marginTop: space.three, fontVariantNumeric: 'tabular-nums' }}
    >
      <caption className="soft" style={sans('label', { color: light.soft, textAlign: 'left' })}>
        {caption}
      </caption>
      <tbody>
        {rows.map(({ name, value }) => (
          <tr key={name}>
            <th scope="row" align="left" className="soft" style={label}>
              {name}
            </th>
            <td valign="top" align={numeric ? 'right' : 'left'} dir="auto" style={cell}>
              {value}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const cell: CSSProperties = {
  ...sans('small'),
  borderBottom: `1px solid ${light.rule}`,
  padding: `${space.one}px 0`,
};
const label: CSSProperties = {
  ...cell,
  width: '38%',
  verticalAlign: 'top',
  paddingRight: space.two,
  fontWeight: 'normal',
  color: light.soft,
};
