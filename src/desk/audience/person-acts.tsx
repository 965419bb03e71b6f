import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { countOf } from '../count.ts';
import type { Person } from './person.ts';

interface PersonActsProps {
  readonly deps: WebDeps;
  readonly person: Person;
}

/** What an editor may do for this person, and why not where they may not. */
export function PersonActs({ deps, person }: PersonActsProps) {
  const { subscriber, status, suppression } = person;
  if (subscriber.state === 'erased') return null;
  const leaves = subscriber.state === 'pending' || subscriber.state === 'confirmed';
  return (
    <>
      {status === 'pending' ? <AskAgain deps={deps} person={person} /> : null}
      <div className="acts">
        {leaves ? (
          <form method="post" className="inline">
            <button type="submit" name="act" value="unsubscribe" className="button quiet">
              Unsubscribe on request
            </button>
          </form>
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

function AskAgain({ deps, person }: PersonActsProps) {
  const { askAgainAt, confirmations } = person;
  const soFar = `${countOf(confirmations, 'confirmation mail')} so far`;
  if (askAgainAt === null)
    return (
      <p>{`${soFar}, the most anybody gets without having confirmed. They can ask again themselves in a week.`}</p>
    );
  if (askAgainAt > deps.now())
    return (
      <p>
        {`${soFar}; the next may leave after `}
        <Instant at={askAgainAt} zone={deps.publication.timezone} />.
      </p>
    );
  return (
    <form method="post" className="acts">
      <button type="submit" name="act" value="ask" className="button">
        Send the confirmation mail again
      </button>
      <span className="soft">{`${soFar}; at most one a day, three in all`}</span>
    </form>
  );
}
