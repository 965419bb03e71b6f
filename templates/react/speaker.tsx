import type { Verdict } from '../../src/catalogue/tool.ts';
import { light } from '../tokens.ts';
import { Sentence } from './name.tsx';
import { sans } from './text-style.ts';

/** Below a quote: who says it of a tool, and with which verdict. */
export function Speaker({ of, reason, verdict }: { of: string; reason: string; verdict: Verdict }) {
  return (
    <p className="soft" style={sans('small', { color: light.soft })}>
      <Sentence names={[of]}>{reason}</Sentence>
      {': '}
      <b className={verdict} style={{ color: light[verdict] }}>
        {verdict}
      </b>
    </p>
  );
}
