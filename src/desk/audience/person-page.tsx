import type { Person } from '../../newsroom/audience/person.ts';
import { type Fact, Facts } from '../../web/facts.tsx';
import { Instant } from '../../web/instant.tsx';
import { Detail } from '../detail.tsx';
import { AudiencePage } from './audience-page.tsx';
import { PersonActs } from './person-acts.tsx';
import { PersonHistory } from './person-history.tsx';
import { REASON_WORDS, STATUS_WORDS, sourceWords } from './status-words.ts';

interface PersonPageProps {
  readonly person: Person;
  readonly note?: string;
  readonly problem?: string;
}

/** One subscriber: how they stand, what an editor may do, and what is kept of them. */
export function PersonPage({ person, note, problem }: PersonPageProps) {
  const { subscriber } = person;
  const title = subscriber.email === '' ? `Subscriber ${subscriber.id}, erased` : subscriber.email;
  return (
    <AudiencePage title={title} at="readers" note={note} problem={problem}>
      <Facts of={factsOf(person)} />
      <PersonActs person={person} />
      <PersonHistory person={person} />
    </AudiencePage>
  );
}

function factsOf(person: Person): readonly Fact[] {
  const { subscriber } = person;
  return [
    ['State', <Standing key="standing" person={person} />],
    ['Came from', sourceWords(subscriber.source)],
    happened('Asked or added', subscriber.createdAt),
    happened('Confirmed', subscriber.confirmedAt),
    happened('Unsubscribed', subscriber.unsubscribedAt),
    happened('Paused until', subscriber.pausedUntil),
    typed('Name', subscriber.name),
    ['Time zone', subscriber.timezone === '' ? null : subscriber.timezone],
    typed('Interests', subscriber.interests.join(', ')),
  ];
}

function happened(name: string, at: number | null): Fact {
  return [name, at === null ? null : <Instant key={name} at={at} />];
}

/** In whichever direction the reader's words run. */
function typed(name: string, words: string): Fact {
  return [name, words === '' ? null : <bdi key={name}>{words}</bdi>];
}

function Standing({ person: { subscriber, status, suppression } }: Pick<PersonPageProps, 'person'>) {
  return (
    <>
      <strong>{STATUS_WORDS[status][0]}</strong>
      {suppression === null ? null : (
        <>
          {`, ${REASON_WORDS[suppression.reason]} since `}
          <Instant at={suppression.createdAt} />
          <Detail words={suppression.detail} />
          {status === 'suppressed' && subscriber.state !== 'confirmed' ? ` (was ${subscriber.state})` : null}
        </>
      )}
    </>
  );
}
