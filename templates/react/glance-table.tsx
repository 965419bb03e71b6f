import type { CSSProperties, ReactNode } from 'react';
import type { PairingContent, ToolContent } from '../../src/issue/content.ts';
import { mailFigures } from '../mail-figures.ts';
import { before, type Style } from '../style.ts';
import { space, type } from '../tokens.ts';
import { useStyle } from '../use-style.ts';
import { InkLink, tap } from './link.tsx';
import { Name, Sentence } from './name.tsx';

/** The figures, each in a column where the eye can compare them. */
export function GlanceTable({ pairing }: { pairing: PairingContent }) {
  const style = useStyle();
  const { words, sans } = style;
  const { a, b } = pairing;
  const { price, community } = mailFigures(pairing, words);
  return (
    <table
      aria-label={words.say('mail.glance')}
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      border={0}
      style={sans('small', { marginTop: space.two })}
    >
      <thead>
        <tr>
          <td width="24%" className="ink" style={headRule(style)} />
          <ColumnHead tool={a} />
          <ColumnHead tool={b} />
        </tr>
      </thead>
      <tbody>
        {price === null ? null : (
          <Line label={words.say('mail.price')} a={<Figures of={price.a} />} b={<Figures of={price.b} />} />
        )}
        {community === null ? null : (
          <Line
            label={words.say('mail.community')}
            a={<Figures of={community.a} />}
            b={<Figures of={community.b} />}
          />
        )}
      </tbody>
    </table>
  );
}

function ColumnHead({ tool }: { tool: ToolContent }) {
  const style = useStyle();
  return (
    <th scope="col" align={style.start} className="ink" style={headCell(style)}>
      {tool.url === '' ? (
        <Name of={tool.name} />
      ) : (
        <InkLink href={tool.url} style={tap}>
          <Name of={tool.name} />
        </InkLink>
      )}
    </th>
  );
}

function Line({ label, a, b }: { label: string; a: ReactNode; b: ReactNode }) {
  const style = useStyle();
  return (
    <tr>
      <th scope="row" align={style.start} className="soft" style={lineCell(style)}>
        {label}
      </th>
      <td valign="top" style={cell(style)}>
        {a}
      </td>
      <td valign="top" style={cell(style)}>
        {b}
      </td>
    </tr>
  );
}

function Figures({ of }: { of: string }) {
  return <Sentence names={[]}>{of}</Sentence>;
}

const headRule = ({ light }: Style): CSSProperties => ({ borderBottom: `1px solid ${light.ink}` });
const rule = ({ light }: Style): CSSProperties => ({
  borderBottom: `1px solid ${light.rule}`,
  padding: `${space.one}px 0`,
});
const cell = (style: Style): CSSProperties => ({ ...rule(style), ...before(style, space.two) });
const headCell = (style: Style): CSSProperties => ({
  width: '38%',
  font: `bold ${type.body.size}px/${type.body.line}px ${style.font.serif}`,
  verticalAlign: 'bottom',
  ...headRule(style),
  padding: 0,
  ...before(style, space.two),
});
const lineCell = (style: Style): CSSProperties => ({
  fontSize: type.label.size,
  fontWeight: 'normal',
  verticalAlign: 'top',
  color: style.light.soft,
  ...rule(style),
});
