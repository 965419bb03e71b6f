import type { CSSProperties } from 'react';
import type { LetterBlock } from '../../letter-content.ts';
import type { Style } from '../../style.ts';
import { space, type } from '../../tokens.ts';
import { useStyle } from '../../use-style.ts';
import { Button } from '../components.ts';
import { InkLink } from '../link.tsx';
import { Change } from './change.tsx';
import { FactsTable } from './facts-table.tsx';
import { Legend } from './legend.tsx';

/** One part of a letter, in the order in which the letter says it. */
export function Block({ block }: { block: LetterBlock }) {
  const { light, serif, sans } = useStyle();
  switch (block.kind) {
    case 'text':
      return (
        <p dir="auto" style={serif('body', { marginTop: space.two })}>
          {block.text}
        </p>
      );
    case 'small':
      return (
        <p className="soft" style={sans('small', { marginTop: space.two, color: light.soft })}>
          {block.text}
        </p>
      );
    case 'action':
      return <Action {...block} />;
    case 'facts':
      return <FactsTable {...block} />;
    case 'change':
      return <Change {...block} />;
    case 'legend':
      return <Legend {...block} />;
  }
}

/** Full width, like the vote in the weekly mail: nothing on the sheet is pressed by mistake. */
function Action({ link, spelled }: Extract<LetterBlock, { kind: 'action' }>) {
  const style = useStyle();
  const { light, edge, sans } = style;
  return (
    <>
      <table
        role="presentation"
        width="100%"
        cellPadding={0}
        cellSpacing={0}
        border={0}
        style={{ marginTop: space.four }}
      >
        <tbody>
          <tr>
            <td className="button" style={{ background: light.ink, border: `2px solid ${edge.plain}` }}>
              <Button href={link.url} className="button" style={button(style)}>
                {link.label}
              </Button>
            </td>
          </tr>
        </tbody>
      </table>
      {spelled === null ? null : (
        <p className="soft" style={sans('small', { marginTop: space.two, color: light.soft })}>
          {spelled.before}
          <InkLink href={link.url} style={{ wordBreak: 'break-all' }}>
            {link.url}
          </InkLink>
          {spelled.after}
        </p>
      )}
    </>
  );
}

const button = ({ light, font }: Style): CSSProperties => ({
  display: 'block',
  padding: `${space.two}px`,
  color: light.onFill,
  textAlign: 'center',
  font: `bold ${type.body.size}px/${type.body.line}px ${font.serif}`,
});
