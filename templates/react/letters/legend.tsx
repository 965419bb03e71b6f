import type { CSSProperties } from 'react';
import type { LetterBlock } from '../../letter-content.ts';
import { before, type Style } from '../../style.ts';
import { space } from '../../tokens.ts';
import { useStyle } from '../../use-style.ts';

/** The two seats of every verdict, drawn as the weekly mail draws them. */
export function Legend({ ship, skip }: Extract<LetterBlock, { kind: 'legend' }>) {
  const style = useStyle();
  const { word } = style.wording;
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} border={0} style={table}>
      <tbody>
        <tr>
          <td width="72" align="center" className="seat" style={filled(style)}>
            <b>{word.ship}</b>
          </td>
          <td dir="auto" style={words(style)}>
            {ship}
          </td>
        </tr>
        <tr>
          <td height={space.one} style={{ fontSize: 0 }} colSpan={2} />
        </tr>
        <tr>
          <td width="72" align="center" className="skip" style={open(style)}>
            <s>{word.skip}</s>
          </td>
          <td dir="auto" style={words(style)}>
            {skip}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

const table: CSSProperties = { marginTop: space.two, borderCollapse: 'separate' };
const words = (style: Style): CSSProperties => ({ ...style.serif('body'), ...before(style, space.two) });
const shape = ({ sans }: Style): CSSProperties =>
  sans('label', { padding: `${space.one}px 2px`, borderRadius: '12px 12px 2px 2px' });
const filled = (style: Style): CSSProperties => ({
  ...shape(style),
  border: `1px solid ${style.edge.ship}`,
  background: style.light.ship,
  color: style.light.onFill,
});
const open = (style: Style): CSSProperties => ({
  ...shape(style),
  border: `1px solid ${style.edge.skip}`,
  color: style.light.skip,
});
