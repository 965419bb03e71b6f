import type { Verdict } from '../../src/catalogue/tool.ts';
import { useStyle } from '../use-style.ts';
import { Sentence } from './name.tsx';

/** Below a quote: who says it of a tool, and with which verdict. */
export function Speaker({ of, reason, verdict }: { of: string; reason: string; verdict: Verdict }) {
  const { light, wording, sans } = useStyle();
  return (
    <p className="soft" style={sans('small', { color: light.soft })}>
      <Sentence names={[of]}>{reason}</Sentence>
      {': '}
      <b className={verdict} style={{ color: light[verdict] }}>
        {wording.word[verdict]}
      </b>
    </p>
  );
}
