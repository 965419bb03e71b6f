import type { IssueContent } from '../../src/issue/content.ts';
import { light, space } from '../tokens.ts';
import { wording } from '../wording.ts';
import { Prose } from './prose.tsx';
import { sans } from './text-style.ts';

/** What stands before the first verdict: the editors' words. Often nothing. Without a verdict, why there is none. */
export function Notes({ issue }: { issue: IssueContent }) {
  return (
    <>
      {issue.pairings.length > 0 ? null : <Empty issue={issue} />}
      <Prose of={issue.intro} />
    </>
  );
}

function Empty({ issue: { sample, thin } }: { issue: IssueContent }) {
  return (
    <>
      {sample ? <DemoRemark /> : null}
      {thin === '' ? null : <Remark text={thin} />}
    </>
  );
}

/** Below the first figures: what a reader came for stands before it, and nothing is read without it. */
export function DemoRemark() {
  return <Remark text={wording.demo} />;
}

function Remark({ text }: { text: string }) {
  return (
    <p className="soft" style={sans('label', { marginTop: space.two, color: light.soft })}>
      {text}
    </p>
  );
}
