import type { CSSProperties, ReactNode } from 'react';
import type { PairingContent, ToolContent } from '../../src/issue/content.ts';
import { mailFigures } from '../mail-figures.ts';
import { font, light, space, type } from '../tokens.ts';
import { wording } from '../wording.ts';
import { InkLink, tap } from './link.tsx';
import { Name, Sentence } from './name.tsx';
import { sans } from './text-style.ts';

/** The figures, each in a column where the eye can compare them. */
export function GlanceTable({ pairing }: { pairing: PairingContent }) {
  const { a, b } = pairing;
  const { price, community } = mailFigures(pairing);
  return (
    <table
      aria-label={wording.glance}
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      border={0}
      style={sans('small', { marginTop: space.two })}
    >
      <thead>
        <tr>
          <td width="24%" className="ink" style={headRule} />
          <ColumnHead tool={a} />
          <ColumnHead tool={b} />
        </tr>
      </thead>
      <tbody>
        {price === null ? null : (
          <Line label={wording.entry} a={<Figures of={price.a} />} b={<Figures of={price.b} />} />
        )}
        {community === null ? null : (
          <Line label={wording.community} a={<Figures of={community.a} />} b={<Figures of={community.b} />} />
        )}
      </tbody>
    </table>
  );
}

function ColumnHead({ tool }: { tool: ToolContent }) {
  return (
    <th scope="col" align="left" className="ink" style={headCell}>
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
  return (
    <tr>
      <th scope="row" align="left" className="soft" style={lineCell}>
        {label}
      </th>
      <td valign="top" style={cell}>
        {a}
      </td>
      <td valign="top" style={cell}>
        {b}
      </td>
    </tr>
  );
}

function Figures({ of }: { of: string }) {
  return <Sentence names={[]}>{of}</Sentence>;
}

const gap: CSSProperties = { padding: `${space.one}px 0 ${space.one}px ${space.two}px` };
const headRule: CSSProperties = { borderBottom: `1px solid ${light.ink}` };
const rule: CSSProperties = { borderBottom: `1px solid ${light.rule}`, padding: `${space.one}px 0` };
const cell: CSSProperties = { ...rule, ...gap };
const headCell: CSSProperties = {
  width: '38%',
  font: `bold ${type.body.size}px/${type.body.line}px ${font.serif}`,
  verticalAlign: 'bottom',
  ...headRule,
  padding: `0 0 0 ${space.two}px`,
};
const lineCell: CSSProperties = {
  fontSize: type.label.size,
  fontWeight: 'normal',
  verticalAlign: 'top',
  color: light.soft,
  ...rule,
};
