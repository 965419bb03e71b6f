import type { Issue } from '../../issue/issue.ts';
import { foundWords, odds, pullWords } from '../../issue/trial/trial-words.ts';
import type { TrialLook } from '../../newsroom/going/trial-look.ts';
import { Instant } from '../../web/instant.tsx';
import { type Column, NUMBER, Table } from '../../web/table.tsx';
import { count } from '../count.ts';
import { percent } from './usual-words.ts';

interface TrialProps {
  readonly issue: Issue;
  /** Null where the issue has one subject. */
  readonly look: TrialLook | null;
}

/** How the subjects on trial stand, and what was found: no winner is an answer as well. */
export function TrialSection({ issue, look }: TrialProps) {
  if (look === null) return null;
  return (
    <section className="part-of" id="subjects">
      <h2>Subjects on trial</h2>
      <p className="lead">
        <Found look={look} />
      </p>
      {look.standing === null ? null : (
        <Table
          label="Subjects on trial"
          folds
          className="rows"
          lines={linesOf(look)}
          keyOf={({ arm }) => arm}
          columns={COLUMNS}
        />
      )}
      <Known look={look} />
      {look.trial.decision === null && (issue.state === 'sending' || issue.state === 'stopped') ? (
        <p>
          <a href={`/desk/issues/${issue.week}/progress/subject`}>Decide now, without waiting for it…</a>
        </p>
      ) : null}
    </section>
  );
}

function Found({ look: { trial, subjects, standing } }: { readonly look: TrialLook }) {
  const { decision, deadline } = trial;
  if (decision?.outcome === 'by_hand')
    return (
      <>
        <span className="who">{decision.by}</span>
        {' chose '}
        <q dir="auto">{subjects[decision.arm]}</q>
        {' for the rest, on '}
        <Instant at={decision.at} />
        {'.'}
      </>
    );
  if (standing === null) return 'What it found was not kept.';
  return (
    <>
      {`${foundWords(standing, subjects, decision !== null)} `}
      {decision === null ? (
        <>
          {'The rest waits until '}
          <Instant at={deadline} />
          {' at the latest, and then gets the first choice.'}
        </>
      ) : (
        <>
          {'Decided on '}
          <Instant at={decision.at} />
          {'.'}
        </>
      )}
    </>
  );
}

function Known({ look: { subjects, standing } }: { readonly look: TrialLook }) {
  if (standing === null) return null;
  const pull = pullWords(standing, subjects);
  return (
    <p className="soft">
      {pull === '' ? '' : `${pull} In 95 of 100 trials that holds the truth, whenever one looks. `}
      {'Counted '}
      <Instant at={standing.at} />
      {
        ': first clicks that no machine made, and votes. Evidence counts them about twelve minutes later, when every subject has had the time for them.'
      }
    </p>
  );
}

interface Line {
  readonly arm: number;
  readonly subject: string;
  readonly mailed: number;
  readonly acted: number;
  /** For it, against the one it has least to show against; null of the others where one has won. */
  readonly evidence: number | null;
  readonly isChosen: boolean;
}

function linesOf({ trial, subjects, standing }: TrialLook): Line[] {
  const { arms = [], outcome } = standing ?? {};
  return arms.map(({ mailed, acted }, arm) => ({
    arm,
    subject: subjects[arm] ?? '',
    mailed,
    acted,
    evidence:
      outcome?.kind === 'winner'
        ? outcome.arm === arm
          ? outcome.evidence
          : null
        : (outcome?.evidence[arm] ?? null),
    isChosen: trial.decision?.arm === arm,
  }));
}

const COLUMNS: readonly Column<Line>[] = [
  {
    head: 'Subject',
    names: true,
    cell: ({ arm, subject, isChosen }) => (
      <>
        <span dir="auto">{subject}</span>
        {arm === 0 ? <span className="soft"> first choice</span> : null}
        {isChosen ? (
          <span className="soft">{arm === 0 ? ', went to the rest' : ' went to the rest'}</span>
        ) : null}
      </>
    ),
  },
  { head: 'Readers', ...NUMBER, cell: ({ mailed }) => count(mailed) },
  { head: 'Clicked or voted', ...NUMBER, cell: ({ acted }) => count(acted) },
  { head: 'Share', ...NUMBER, cell: ({ mailed, acted }) => percent(mailed === 0 ? null : acted / mailed) },
  { head: 'Evidence', ...NUMBER, cell: ({ evidence }) => (evidence === null ? '—' : odds(evidence)) },
];
