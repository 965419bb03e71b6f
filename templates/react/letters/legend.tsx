import type { CSSProperties } from 'react';
import type { LetterBlock } from '../../letter-content.ts';
import { edge, light, space } from '../../tokens.ts';
import { sans, serif } from '../text-style.ts';

/** The two seats of every verdict, drawn as the weekly mail draws them. */
export function Legend({ ship, skip }: Extract<LetterBlock, { kind: 'legend' }>) {
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} border={0} style={table}>
      <tbody>
        <tr>
          <td width="72" align="center" className="seat" style={filled}>
            <b>ship</b>
          </td>
          <td dir="auto" style={words}>
            {ship}
          </td>
        </tr>
        <tr>
          <td height={space.one} style={{ fontSize: 0 }} colSpan={2} />
        </tr>
        <tr>
          <td width="72" align="center" className="skip" style={open}>
            <s>skip</s>
          </td>
          <td dir="auto" style={words}>
            {skip}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

const table: CSSProperties = { marginTop: space.two, borderCollapse: 'separate' };
const words: CSSProperties = { ...serif('body'), paddingLeft: space.two };
const shape = sans('label', { padding: `${space.one}px 2px`, borderRadius: '12px 12px 2px 2px' });
const filled: CSSProperties = {
  ...shape,
  border: `1px solid ${edge.ship}`,
  background: light.ship,
  color: light.onFill,
};
const open: CSSProperties = { ...shape, border: `1px solid ${edge.skip}`, color: light.skip };
