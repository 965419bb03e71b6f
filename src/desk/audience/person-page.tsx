import type { ReactNode } from 'react';
import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { AudienceTabs } from './audience-tabs.tsx';
import type { Person } from './person.ts';
import { PersonActs } from './person-acts.tsx';
import { PersonHistory } from './person-history.tsx';
import { REASON_WORDS, STATUS_WORDS, sourceWords } from './status-words.ts';

interface PersonPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly person: Person;
  readonly note?: string;
  readonly problem?: string;
}

/** One subscriber: how they stand, what an editor may do, and what is kept of them. */
export function PersonPage({ deps, editor, person, note, problem }: PersonPageProps) {
  const { subscriber } = person;
  const title = subscriber.email === '' ? `Subscriber ${subscriber.id}, erased` : subscriber.email;
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title={title}
      at="audience"
      heading={<AudienceTabs title={title} at="readers" />}
      {...(note !== undefined && { note })}
      {...(problem !== undefined && { problem })}
    >
      <Facts deps={deps} person={person} />
      <PersonActs deps={deps} person={person} />
      <PersonHistory deps={deps} person={person} />
    </DeskPage>
  );
}

function Facts({ deps, person }: Pick<PersonPageProps, 'deps' | 'person'>) {
  const { subscriber, status, suppression } = person;
  const zone = deps.publication.timezone;
  const instants: readonly (readonly [string, number | null])[] = [
    ['Asked or added', subscriber.createdAt],
    ['Confirmed', subscriber.confirmedAt],
    ['Unsubscribed', subscriber.unsubscribedAt],
    ['Paused until', subscriber.pausedUntil],
  ];
  return (
    <dl className="facts">
      <dt>Stands as</dt>
      <dd>
        <strong>{STATUS_WORDS[status][0]}</strong>
        {suppression === null ? null : (
          <>
            {`, ${REASON_WORDS[suppression.reason]} since `}
            <Instant at={suppression.createdAt} zone={zone} />
            {suppression.detail === '' ? null : <span className="soft">{`: ${suppression.detail}`}</span>}
            {status === 'suppressed' && subscriber.state !== 'confirmed'
              ? ` (was ${subscriber.state})`
              : null}
          </>
        )}
      </dd>
      <dt>Came from</dt>
      <dd>{sourceWords(subscriber.source)}</dd>
      {instants.map(([words, at]) =>
        at === null ? null : (
          <Fact key={words} words={words}>
            <Instant at={at} zone={zone} />
          </Fact>
        ),
      )}
      {subscriber.name === '' ? null : <Fact words="Name">{<bdi>{subscriber.name}</bdi>}</Fact>}
      {subscriber.timezone === '' ? null : <Fact words="Time zone">{subscriber.timezone}</Fact>}
      {subscriber.interests.length === 0 ? null : (
        <Fact words="Interests">{<bdi>{subscriber.interests.join(', ')}</bdi>}</Fact>
      )}
    </dl>
  );
}

function Fact({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{words}</dt>
      <dd>{children}</dd>
    </>
  );
}
