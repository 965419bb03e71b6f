import { space } from '../tokens.ts';
import { useStyle } from '../use-style.ts';
import { Heading } from './components.ts';

/** A small heading under a hairline, across the sheet. */
export function SectionHead({ children }: { children: string }) {
  const { sans } = useStyle();
  return (
    <>
      <Rule />
      <Heading as="h2" style={sans('label', { marginTop: space.two, fontWeight: 'bold' })}>
        {children}
      </Heading>
    </>
  );
}

export function Rule({ heavy = false }: { heavy?: boolean }) {
  const { light } = useStyle();
  return (
    <table
      role="presentation"
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      border={0}
      style={{ marginTop: space.five }}
    >
      <tbody>
        <tr>
          <td
            className={heavy ? 'ink' : undefined}
            style={{ fontSize: 0, borderTop: heavy ? `4px solid ${light.ink}` : `1px solid ${light.rule}` }}
          />
        </tr>
      </tbody>
    </table>
  );
}
