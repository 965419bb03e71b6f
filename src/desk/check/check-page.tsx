import type { Activity } from '../../storage/issue/activity.ts';
import { Instant } from '../../web/instant.tsx';
import { IssuePage } from '../issue-page.tsx';
import { Who } from '../who.tsx';
import { Approval } from './approval.tsx';
import { Block } from './block.tsx';
import type { Typed } from './check-form.ts';
import type { CheckLook } from './check-look.ts';
import { Errors, Warnings } from './findings.tsx';
import { Hold } from './hold.tsx';
import { Links } from './links.tsx';
import { ProgramWorkBlock } from './program-work.tsx';
import { Schedule } from './schedule.tsx';
import { Tests } from './tests.tsx';

interface CheckPageProps {
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

interface Changed {
  /** Parts that differ, in words. */
  readonly parts: readonly string[];
  /** What was done since. */
  readonly done: readonly Activity[];
}

/** The ten minutes before an issue is let go: what speaks against it, the decision, and the last looks. */
export function CheckPage(props: CheckPageProps) {
  const { look, typed, note, problem, missing, changed } = props;
  const { issue } = look;
  const decided = issue.state === 'approved' && look.approvalHolds;
  const canTick = !decided && look.errors.length === 0 && look.barred === '';
  return (
    <IssuePage
      issue={issue}
      tab="check"
      title={`Check and approve ${issue.week}`}
      note={note}
      problem={problem}
    >
      {changed === null ? null : <Changes changed={changed} />}
      <div className="checking">
        <div>
          {decided ? <Approval look={look} typed={typed} /> : null}
          <Block id="preflight" heading="Pre-flight">
            <p className={`outcome ${look.errors.length > 0 ? 'stands' : ''}`}>{outcome(look, decided)}</p>
            <Errors look={look} />
            <Warnings look={look} ticks={canTick ? typed.ticks : null} missing={missing} />
          </Block>
          {decided ? null : <ProgramWorkBlock work={look.byPrograms} />}
          {decided ? null : <Approval look={look} typed={typed} />}
        </div>
        <div className="margin">
          <Tests look={look} typed={typed} />
          <Links look={look} />
          <Schedule look={look} typed={typed} />
          <Hold look={look} typed={typed} />
        </div>
      </div>
    </IssuePage>
  );
}

function outcome({ errors, warnings }: CheckLook, decided: boolean): string {
  if (errors.length > 0)
    return errors.length === 1 ? 'One error stands in its way.' : `${errors.length} errors stand in its way.`;
  if (warnings.length === 0) return 'Nothing stands in its way.';
  const words = warnings.length === 1 ? 'one warning' : `${warnings.length} warnings`;
  return decided
    ? `Nothing stands in its way; ${words}.`
    : `Nothing stands in its way once ${words} ${warnings.length === 1 ? 'is' : 'are'} ticked.`;
}

function Changes({ changed }: { changed: Changed }) {
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
            <span className="who">
              <Who who={line.who} />
            </span>
            {`: ${line.action}`}
            {line.detail === '' ? '' : `, ${line.detail}`}
            {' ('}
            <Instant at={line.at} />)
          </li>
        ))}
      </ul>
    </>
  );
}
