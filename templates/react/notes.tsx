import type { IssueContent } from '../../src/issue/content.ts';
import { paragraphs } from '../paragraphs.ts';
import { light, space } from '../tokens.ts';
import { wording } from '../wording.ts';
import { sans, serif } from './text-style.ts';

/** What must be said before the first verdict: the editors' words, a thin week, demo data. Often nothing. */
export function Notes({ issue }: { issue: IssueContent }) {
  return (
    <>
      {issue.sample ? <Remark text={wording.demo} /> : null}
      {issue.thin === '' ? null : <Remark text={issue.thin} />}
      {paragraphs(issue.intro).map((words, index) => (
        <p key={index} dir="auto" style={serif('body', { marginTop: space.three, fontStyle: 'italic' })}>
          {words}
        </p>
      ))}
    </>
  );
}

function Remark({ text }: { text: string }) {
  return (
    <p className="soft" style={sans('label', { marginTop: space.two, color: light.soft })}>
      {text}
    </p>
  );
}
