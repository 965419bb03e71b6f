import type { Person } from '../../newsroom/audience/person.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { AudiencePage } from './audience-page.tsx';

interface EraseReaderPageProps {
  readonly person: Person;
  readonly problem?: string;
}

/** Asks once more: the number typed is that of this person and no other. */
export function EraseReaderPage({ person, problem }: EraseReaderPageProps) {
  const { id, email } = person.subscriber;
  return (
    <AudiencePage title="Erase this reader?" at="readers" problem={problem}>
      <p className="lead">
        <strong className="address">{email}</strong>
        {
          ': nobody can undo this. Do it when they have asked to be forgotten; to stop the mails, unsubscribing is enough.'
        }
      </p>
      <dl className="ledger">
        <div>
          <dt>Goes</dt>
          <dd>Address, name, time zone and interests, and what is known of the mails they got.</dd>
        </div>
        <div>
          <dt>Stays</dt>
          <dd>
            That somebody was subscribed, and from when to when, so that totals stay right; ballots, as
            nobody’s; and a keyed hash of the address, so that no import brings it back.
          </dd>
        </div>
      </dl>
      <ActForm>
        <Field
          id="number"
          label={`Type the number of this reader, ${id}, to erase them`}
          className="plain-field"
        >
          <input inputMode="numeric" autoComplete="off" required pattern={String(id)} />
        </Field>
        <div className="acts">
          <Button look="grave">Erase for good</Button>
          <a href={`/desk/audience/readers/${id}`}>Keep everything as it is</a>
        </div>
      </ActForm>
    </AudiencePage>
  );
}
