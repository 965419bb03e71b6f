import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { IssueHead } from '../issue-head.tsx';
import type { Activity } from '../log.ts';
import { Approval } from './approval.tsx';
import type { Typed } from './check-form.ts';
import type { CheckLook } from './check-look.ts';
import { Errors, Warnings } from './findings.tsx';
import { Hold, Links, Schedule } from './margin.tsx';
import { Tests } from './tests.tsx';

interface CheckPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly look: CheckLook;
  readonly typed: Typed;
  /** What was just done; '' for nothing. */
  readonly note: string;
  /** What could not be done and why; '' for nothing. */
  readonly problem: string;
  /** Ticks that an approval was refused for. */
  readonly missing: readonly string[];
  /** Why what an editor had in front of them no longer counts; null when it does. */
  readonly changed: Changed | null;
}

export interface Changed {
  /** Parts that differ, in words. */
  readonly parts: readonly string[];
  /** What was done since. */
  readonly done: readonly Activity[];
}

/** The ten minutes before an issue is let go: what speaks against it, the decision, and the last looks. */
export function CheckPage(props: CheckPageProps) {
  const { deps, editor, look, typed, note, problem, missing, changed } = props;
  const { issue } = look;
  const decided = issue.state === 'approved' && look.approvalHolds;
  const canTick = !decided && look.errors.length === 0 && look.barred === '';
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title={`Check and approve ${issue.week}`}
      at="issues"
      heading={<IssueHead deps={deps} issue={issue} at="check" />}
      note={note}
      problem={problem}
    >
      {changed === null ? null : <Changes changed={changed} zone={deps.publication.timezone} />}
      <div className="checking">
        <div>
          {decided ? <Approval deps={deps} look={look} typed={typed} /> : null}
          <section className="block" aria-labelledby="preflight">
            <h2 id="preflight">Pre-flight</h2>
            <p className={`outcome ${look.errors.length > 0 ? 'stands' : ''}`}>{outcome(look, decided)}</p>
            <Errors look={look} />
            <Warnings look={look} by={editor.email} ticks={canTick ? typed.ticks : null} missing={missing} />
          </section>
          {decided ? null : <Approval deps={deps} look={look} typed={typed} />}
        </div>
        <div className="margin">
          <Tests deps={deps} look={look} by={editor.email} typed={typed} />
          <Links deps={deps} look={look} />
          <Schedule deps={deps} look={look} typed={typed} />
          <Hold look={look} typed={typed} />
        </div>
      </div>
    </DeskPage>
  );
}

function outcome({ errors, warnings }: CheckLook, decided: boolean): string {
  if (errors.length > 0)
    return errors.length === 1 ? 'One error stands against it.' : `${errors.length} errors stand against it.`;
  if (warnings.length === 0) return 'Nothing speaks against it.';
  const words = warnings.length === 1 ? 'one warning' : `${warnings.length} warnings`;
  return decided
    ? `Nothing stands against it; ${words}.`
    : `Nothing stands against it, once ${words} ${warnings.length === 1 ? 'is' : 'are'} ticked.`;
}

function Changes({ changed, zone }: { changed: Changed; zone: string }) {
  return (
    <>
      <h2>What changed since you looked</h2>
      <ul className="since-then">
        {changed.parts.map(part => (
          <li key={part}>
            <bdi>{part}</bdi>
          </li>
        ))}
        {changed.done.map((line, index) => (
          <li key={index}>
            <span className="who">{line.who}</span>
            {`: ${line.action}`}
            {line.detail === '' ? '' : `, ${line.detail}`}
            {' ('}
            <Instant at={line.at} zone={zone} />)
          </li>
        ))}
      </ul>
    </>
  );
}
