import type { ReactNode } from 'react';
import { light, space } from '../tokens.ts';
import { Column, Row } from './components.ts';
import { serif, softSans } from './text-style.ts';

/** The publication's name between a heavy rule and a hairline, with a few words set against it on the right. */
export function Masthead({ publication, children }: { publication: string; children?: ReactNode }) {
  return (
    <Row style={{ borderTop: `4px solid ${light.ink}` }} className="ink">
      <Column style={{ ...rule, ...serif('title', { fontWeight: 'bold' }) }} dir="auto">
        {publication}
      </Column>
      {children === undefined ? null : (
        <Column className="soft" align="right" style={{ ...rule, ...softSans, width: '46%' }}>
          {children}
        </Column>
      )}
    </Row>
  );
}

const rule = { borderBottom: `1px solid ${light.rule}`, padding: `${space.two}px 0` };
