import type { IssueContent } from '../../src/issue/content.ts';
import { light, space } from '../tokens.ts';
import { wording } from '../wording.ts';
import { Prose } from './prose.tsx';
import { sans } from './text-style.ts';

/** What must be said before the first verdict: the editors' words, a thin week. Often nothing. */
export function Notes({ issue }: { issue: IssueContent }) {
  return (
    <>
      {issue.sample && issue.pairings.length === 0 ? <DemoRemark /> : null}
      {issue.thin === '' ? null : <Remark text={issue.thin} />}
      <Prose of={issue.intro} />
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
