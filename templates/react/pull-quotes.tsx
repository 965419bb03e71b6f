import type { PairingContent, ToolContent } from '../../src/issue/content.ts';
import { light, space } from '../tokens.ts';
import { speaker } from '../wording.ts';
import { Column, Row } from './components.ts';
import { Name } from './name.tsx';
import { sans, serif } from './text-style.ts';

/** One line a side, each under its speaker's name, role and verdict. */
export function PullQuotes({ pairing }: { pairing: PairingContent }) {
  const sides = [pairing.a, pairing.b].filter(tool => tool.pull !== null);
  if (sides.length === 0) return null;
  return (
    <Row style={{ marginTop: space.four }}>
      {sides.map((tool, index) => (
        <Column
          key={index}
          valign="top"
          style={{ width: '50%', [index === 0 ? 'paddingRight' : 'paddingLeft']: space.two }}
        >
          <PullQuote tool={tool} />
        </Column>
      ))}
    </Row>
  );
}

function PullQuote({ tool }: { tool: ToolContent }) {
  if (tool.pull === null) return null;
  const { pull, verdict } = tool.pull;
  return (
    <>
      <p dir="auto" style={serif('body', { fontStyle: 'italic' })}>{`“${pull}”`}</p>
      <p className="soft" style={sans('label', { marginTop: space.one, color: light.soft })}>
        <Name of={speaker(tool.pull)} />
        {' on '}
        <Name of={tool.name} />
        {': '}
        <b className={verdict} style={{ color: light[verdict] }}>
          {verdict}
        </b>
      </p>
    </>
  );
}
