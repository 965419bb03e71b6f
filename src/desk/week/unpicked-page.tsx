import { freezeInstant, pickSlot } from '../../issue/cron-slot.ts';
import type { RunningVote } from '../../newsroom/running-vote.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { DeskPage } from '../desk-page.tsx';
import { StepLink, Strip } from '../strip.tsx';
import { useVisit } from '../visit.tsx';
import { When } from '../when.tsx';

interface UnpickedPageProps {
  readonly week: string;
  /** Null where a pick costs nothing. */
  readonly vote: RunningVote | null;
  readonly problem?: string;
}

/** A week that nobody picked yet: when it will be, and the way to do it now. */
export function UnpickedPage({ week, vote, problem = '' }: UnpickedPageProps) {
  const { room } = useVisit();
  const picked = pickSlot(room.schedule, week);
  const goes = freezeInstant(room.schedule, week);
  const heading = (
    <header className="issue-head">
      <h1>{week}</h1>
      <Strip
        state={<span className="state">not picked yet</span>}
        means={
          <p>
            <WhenPicked picked={picked} goes={goes} now={room.now()} />
          </p>
        }
        act={vote === null ? <PickForm week={week} /> : <AskLink week={week} />}
      />
    </header>
  );
  return (
    <DeskPage
      title={week}
      at="issues"
      heading={heading}
      problem={problem === '' ? '' : 'The catalogue has errors; nothing was picked.'}
    >
      {problem === '' ? null : <pre className="problems">{problem}</pre>}
      <p>
        The picker chooses the pairings from the catalogue as it stands then, and says why. You can swap, pin,
        ban and order them afterwards, and nothing goes out before somebody approves it.
      </p>
      <p>
        <a href="/desk/issues">All issues</a>
      </p>
    </DeskPage>
  );
}

function WhenPicked({ picked, goes, now }: { picked: number; goes: number; now: number }) {
  if (goes <= now) {
    return (
      <>
        {'Its time to go out was '}
        <When at={goes} />. Picked now, it waits until somebody approves it.
      </>
    );
  }
  return (
    <>
      {picked <= now ? 'Its time to be picked was ' : 'It is picked by itself on '}
      <When at={picked} />
      {picked <= now ? '. It would go out on ' : ', and would go out on '}
      <When at={goes} />.
    </>
  );
}

function PickForm({ week }: { week: string }) {
  return (
    <ActForm action={`/desk/issues/${week}/pick`}>
      <Button>Pick it now</Button>
    </ActForm>
  );
}

function AskLink({ week }: { week: string }) {
  return <StepLink href={`/desk/issues/${week}/pick`}>Pick it now…</StepLink>;
}

/** Asked once more where readers are still voting on what this issue would tell. */
export function AskToPickPage({ week, vote }: { readonly week: string; readonly vote: RunningVote }) {
  const { room } = useVisit();
  const picked = pickSlot(room.schedule, week);
  return (
    <DeskPage title={`Pick ${week} now?`} at="issues">
      <p className="lead">
        {`Readers of No. ${vote.number}, ${vote.week}, are still voting. `}
        {'Their vote closes on '}
        <When at={vote.closesAt} />
        {', and that time holds: picking does not cut it short.'}
      </p>
      <p>
        {`But an issue reports only votes that are over when it is picked. Picked now, ${week} goes out without the result, and no later issue makes up for it.`}
      </p>
      <ActForm action={`/desk/issues/${week}/pick`} fields={{ sure: 'yes' }} className="acts">
        <Button look="quiet">Pick it now, without the result</Button>
        <a href={`/desk/issues/${week}`}>
          {picked >= vote.closesAt && picked > room.now()
            ? 'No, wait until it is picked by itself'
            : 'No, wait'}
        </a>
      </ActForm>
    </DeskPage>
  );
}
