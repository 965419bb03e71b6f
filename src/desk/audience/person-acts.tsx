import type { Person } from '../../newsroom/audience/person.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { Instant } from '../../web/instant.tsx';
import { countOf } from '../count.ts';
import { useVisit } from '../visit.tsx';

interface PersonActsProps {
  readonly person: Person;
}

/** What an editor may do for this person, and why not where they may not. */
export function PersonActs({ person }: PersonActsProps) {
  const { subscriber, status, suppression } = person;
  if (subscriber.state === 'erased') return null;
  const leaves = subscriber.state === 'pending' || subscriber.state === 'confirmed';
  return (
    <>
      {status === 'pending' ? <AskAgain person={person} /> : null}
      <div className="acts">
        {leaves ? (
          <ActForm className="inline">
            <Button name="act" value="unsubscribe" look="quiet">
              Unsubscribe on request
            </Button>
          </ActForm>
        ) : null}
        {status === 'suppressed' ? null : (
          <a href={`/desk/audience/suppressions?reader=${subscriber.id}#add`}>Suppress by hand…</a>
        )}
        {status === 'suppressed' && suppression !== null ? (
          <a href={`/desk/audience/suppressions/${suppression.hash}`}>Lift the suppression…</a>
        ) : null}
        <a href={`/desk/audience/readers/${subscriber.id}/erase`} className="grave-word">
          Erase…
        </a>
      </div>
    </>
  );
}

function AskAgain({ person }: PersonActsProps) {
  const { room } = useVisit();
  const { askAgainAt, confirmations } = person;
  const soFar = `${countOf(confirmations, 'confirmation mail')} so far`;
  if (askAgainAt === null)
    return (
      <p>{`${soFar}, the most anybody gets without having confirmed. They can ask again themselves in a week.`}</p>
    );
  if (askAgainAt > room.now())
    return (
      <p>
        {`${soFar}; the next may leave after `}
        <Instant at={askAgainAt} />.
      </p>
    );
  return (
    <ActForm className="acts">
      <Button name="act" value="ask">
        Send the confirmation mail again
      </Button>
      <span className="soft">{`${soFar}; at most one a day, three in all`}</span>
    </ActForm>
  );
}
