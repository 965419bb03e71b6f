import type { ReactNode } from 'react';
import type { Issue, IssueState } from '../issue/issue.ts';
import { dueAt, isAskedNow } from '../newsroom/due-at.ts';
import type { Wait } from '../newsroom/waiting.ts';
import { countOf } from './count.ts';
import { StateMark } from './issue-state.tsx';
import type { Standing } from './standing.ts';
import { StepLink, Strip } from './strip.tsx';
import { useVisit } from './visit.tsx';
import { When } from './when.tsx';

export type IssueTab = 'issue' | 'words' | 'preview' | 'check' | 'progress';

interface NextStepProps {
  readonly issue: Issue;
  /** The page we are on: what is done there is not offered as a way there. */
  readonly at: IssueTab;
  /** Whether this page asks once more about the step itself. */
  readonly isAsked?: boolean;
}

/** Of these the page of a send says it itself, and as it changes. */
const SAID_BY_PROGRESS = new Set<IssueState>(['approved', 'sending', 'stopped', 'sent', 'aborted']);

/** How an issue stands, in every state it can be in, and the one thing to do about it. */
export function NextStep({ issue, at, isAsked = false }: NextStepProps) {
  const { standing } = useVisit();
  const step = stepOf(issue, standing);
  const { state = <StateMark issue={issue} />, means, to } = step;
  const isHere = to?.tab === at && to.anchor === undefined;
  const isSaidBelow = at === 'progress' && SAID_BY_PROGRESS.has(issue.state);
  const act = to && !isHere && !isAsked ? <StepLink href={hrefOf(issue, to, at)}>{to.words}</StepLink> : null;
  return (
    <Strip
      state={state}
      means={
        <>
          {isSaidBelow ? null : <p>{means}</p>}
          {issue.reason === '' ? null : <p className="reason">{issue.reason}</p>}
        </>
      }
      act={act}
    />
  );
}

interface Step {
  /** The issue's own state where left out. */
  readonly state?: ReactNode;
  readonly means: ReactNode;
  readonly to: Target | null;
}

interface Target {
  readonly words: string;
  /** A page of this issue, or an address. */
  readonly tab?: IssueTab;
  readonly href?: string;
  /** Where on that page, for who is there already. */
  readonly anchor?: string;
}

const PATHS: Readonly<Record<IssueTab, string>> = {
  issue: '',
  words: '/words',
  preview: '/preview',
  check: '/check',
  progress: '/progress',
};

/** The address of one of an issue's pages. */
export function tabHref(week: string, tab: IssueTab): string {
  return `/desk/issues/${week}${PATHS[tab]}`;
}

function hrefOf({ week }: Issue, { tab, href, anchor }: Target, at: IssueTab): string {
  if (href !== undefined) return href;
  return tab === at && anchor !== undefined ? `#${anchor}` : tabHref(week, tab ?? 'issue');
}

const CHECK = { words: 'Check and approve', tab: 'check', anchor: 'approval' } as const;
const WATCH = { words: 'Watch it go out', tab: 'progress' } as const;

function stepOf(issue: Issue, standing: Standing | null): Step {
  if (standing?.voided) return voidedStep(standing.voided);
  switch (issue.state) {
    case 'picked':
    case 'in_review':
      return { means: <Unapproved issue={issue} />, to: CHECK };
    case 'held':
      return heldStep(issue);
    case 'approved':
      return approvedStep(issue);
    case 'sending':
      return sendingStep(issue, standing?.wait ?? null);
    case 'stopped':
      return {
        means:
          'No new batch is handed over until somebody resumes it. Readers who have it do not get it again.',
        to: { words: 'Go on, or end it', tab: 'progress' },
      };
    case 'sent':
    case 'aborted':
      return overStep(issue, standing?.next ?? null);
  }
}

function voidedStep({ by, at, changedBy }: NonNullable<Standing['voided']>): Step {
  return {
    state: <span className="state stopped">approval void</span>,
    means: (
      <>
        <span className="who">{by}</span>
        {' approved it on '}
        <When at={at} />
        {'; '}
        {changedBy === '' ? (
          'the catalogue or a setting has changed what would go out'
        ) : (
          <>
            <span className="who">{changedBy}</span>
            {' has changed it'}
          </>
        )}
        {' since. Nothing goes out until it is approved again.'}
      </>
    ),
    to: { ...CHECK, words: 'Check and approve again' },
  };
}

function Unapproved({ issue }: { issue: Issue }) {
  const { room } = useVisit();
  const due = dueAt(room, issue);
  if (due <= room.now()) return 'It is due and nobody has approved it: nothing goes out until somebody does.';
  return (
    <>
      {'It would go out on '}
      <When at={due} />
      {'. Nothing goes out until somebody approves it.'}
    </>
  );
}

function heldStep({ week, pick }: Issue): Step {
  if (pick.pairings.length > 0) return { means: 'It does not go out until somebody approves it.', to: CHECK };
  return {
    means: 'It has no pairing. Add tools or reviews to the catalogue, or lift a ban, then pick it again.',
    to: { words: 'Pick again…', href: `${tabHref(week, 'issue')}/again` },
  };
}

function approvedStep(issue: Issue): Step {
  return {
    means: <Approved issue={issue} />,
    to: isAskedNow(issue)
      ? WATCH
      : { words: 'Send it now…', href: `${tabHref(issue.week, 'check')}/send-now` },
  };
}

function Approved({ issue }: { issue: Issue }) {
  const { room } = useVisit();
  const due = dueAt(room, issue);
  if (isAskedNow(issue) || due <= room.now()) return 'It is due and starts going out in a moment.';
  return (
    <>
      {'It goes out by itself on '}
      <When at={due} />
      {'. A change until then voids the approval.'}
    </>
  );
}

function sendingStep(issue: Issue, wait: Wait | null): Step {
  const to = issue.audience === null ? 'its readers' : countOf(issue.audience, 'reader');
  const isWaiting = wait !== null && wait.kind !== 'answer';
  return {
    ...(isWaiting && { state: <span className="state sending">going out, waiting</span> }),
    means: isWaiting ? <Waiting wait={wait} /> : `It is being handed over to ${to}.`,
    to: isWaiting ? { words: 'See what it waits for', tab: 'progress' } : WATCH,
  };
}

const WAITS_FOR = {
  hour: 'The next readers get it at their local hour: ',
  api: 'The mail service has asked for a pause. It goes on by itself on ',
  readers: 'The only readers left are those whose own mail server wants it later. It is tried again on ',
  trial: 'The rest waits for the trial of the subjects, which ends at the latest on ',
  answer: 'An answer is on its way, by ',
} as const;

function Waiting({ wait }: { wait: Wait }) {
  return (
    <>
      {WAITS_FOR[wait.kind]}
      <When at={wait.until} />.
    </>
  );
}

function overStep(issue: Issue, next: string | null): Step {
  const { audience, settledAt, state } = issue;
  return {
    means:
      state === 'sent' ? (
        <>
          {audience === null
            ? 'It is out'
            : `It is out: ${countOf(audience, 'reader')} ${audience === 1 ? 'is' : 'are'} accounted for`}
          {settledAt === null ? null : (
            <>
              {', the last on '}
              <When at={settledAt} />
            </>
          )}
          {'.'}
        </>
      ) : (
        'It was ended for good. No more of it goes out.'
      ),
    to: next === null ? null : { words: `On to ${next}`, href: `/desk/issues/${next}` },
  };
}
