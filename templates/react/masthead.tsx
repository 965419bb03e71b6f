import type { CSSProperties, ReactNode } from 'react';
import type { Style } from '../style.ts';
import { space } from '../tokens.ts';
import { useStyle } from '../use-style.ts';
import { Column, Row } from './components.ts';

/** The publication's name between a heavy rule and a hairline, with a few words set against it on the right. */
export function Masthead({ publication, children }: { publication: string; children?: ReactNode }) {
  const style = useStyle();
  const { light, serif, softSans, end } = style;
  const rule = ruleOf(style);
  return (
    <Row style={{ borderTop: `4px solid ${light.ink}` }} className="ink">
      <Column style={{ ...rule, ...serif('title', { fontWeight: 'bold' }) }} dir="auto">
        {publication}
      </Column>
      {children === undefined ? null : (
        <Column className="soft" align={end} style={{ ...rule, ...softSans, width: '46%' }}>
          {children}
        </Column>
      )}
    </Row>
  );
}

const ruleOf = ({ light }: Style): CSSProperties => ({
  borderBottom: `1px solid ${light.rule}`,
  padding: `${space.two}px 0`,
});
