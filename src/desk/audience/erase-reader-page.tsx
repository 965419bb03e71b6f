import type { WebDeps } from '../../web/web-deps.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { AudienceTabs } from './audience-tabs.tsx';
import type { Person } from './person.ts';

interface EraseReaderPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly person: Person;
  readonly problem?: string;
}

/** Asks once more: the number typed is that of this person and no other. */
export function EraseReaderPage({ deps, editor, person, problem }: EraseReaderPageProps) {
  const { id, email } = person.subscriber;
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title="Erase this reader?"
      at="audience"
      heading={<AudienceTabs title="Erase this reader?" at="readers" />}
      {...(problem !== undefined && { problem })}
    >
      <p className="lead">
        <strong className="address">{email}</strong>
        {
          ': this cannot be taken back by anybody. Do it when they asked to be forgotten; to stop the mails, unsubscribing is enough.'
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
            That somebody was subscribed from when to when, so that sums stay right; ballots, as nobody’s; and
            a keyed hash of the address, so that no import brings it back.
          </dd>
        </div>
      </dl>
      <form method="post">
        <div className="plain-field">
          <label htmlFor="number">{`Type the number of this reader, ${id}, to erase them`}</label>
          <input
            id="number"
            name="number"
            inputMode="numeric"
            autoComplete="off"
            required
            pattern={String(id)}
          />
        </div>
        <div className="acts">
          <button type="submit" className="button grave">
            Erase for good
          </button>
          <a href={`/desk/audience/readers/${id}`}>Keep everything as it is</a>
        </div>
      </form>
    </DeskPage>
  );
}
