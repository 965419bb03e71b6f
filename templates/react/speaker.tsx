import type { Verdict } from '../../src/catalogue/tool.ts';
import { Said } from '../said.tsx';
import { useStyle } from '../use-style.ts';
import { Sentence } from './name.tsx';

/** Below a quote: who says it of a tool, and with which verdict. */
export function Speaker({ of, reason, verdict }: { of: string; reason: string; verdict: Verdict }) {
  const { light, wording, words, sans } = useStyle();
  const said = (
    <b className={verdict} style={{ color: light[verdict] }}>
      {wording.word[verdict]}
    </b>
  );
  return (
    <p className="soft" style={sans('small', { color: light.soft })}>
      <Said
        parts={words.parts('mail.says', {
          reason: <Sentence names={[of]}>{reason}</Sentence>,
          verdict: said,
        })}
      />
    </p>
  );
}
