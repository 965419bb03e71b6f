import { Said } from '../../../templates/said.tsx';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { Page } from '../../web/page.tsx';
import { type Publication, usePublication } from '../../web/publication.tsx';
import { useWords } from '../../web/use-words.ts';
import type { Words } from '../../words/words.ts';
import { InterestChoice } from './interest-choice.tsx';
import { PauseChoice, readersDay } from './pause-choice.tsx';
import type { Preferences, PreferencesProblems } from './preferences.ts';
import { ZoneChoice } from './zone-choice.tsx';

/** The form as it is shown: what is stored, or what was typed and could not be kept. */
export interface ShownForm {
  readonly stored: Preferences;
  readonly name: string;
  readonly timezone: string;
  readonly interests: readonly string[];
  readonly pauseWeeks: string;
  readonly problems: PreferencesProblems;
  /** What just happened; '' for nothing. */
  readonly note: string;
}

interface PreferencesPageProps {
  readonly form: ShownForm;
  readonly categories: readonly string[];
  /** Epoch ms. */
  readonly now: number;
  /** Path of the page for leaving. */
  readonly unsubscribe: string;
}

export function PreferencesPage({ form, categories, now, unsubscribe }: PreferencesPageProps) {
  const publication = usePublication();
  const words = useWords();
  const { stored, problems } = form;
  const wrong = Object.keys(problems).length;
  return (
    <Page
      title={words.say(wrong > 0 ? 'readers.preferences.unsaved.title' : 'readers.preferences.title')}
      aside={words.say('readers.subscription')}
    >
      <h1>{words.say('readers.preferences.title')}</h1>
      <p className="lead">
        <Said
          parts={words.parts('readers.preferences.for', {
            address: <strong className="address">{stored.email}</strong>,
            standing: standingWords(stored, publication, words),
          })}
        />
      </p>
      {form.note === '' ? null : (
        <p className="told" role="status">
          {form.note}
        </p>
      )}
      {wrong === 0 ? null : (
        <p className="told wrong" role="alert">
          {words.say('readers.preferences.unsaved', { count: wrong })}
        </p>
      )}
      <form method="post" className="preferences" noValidate>
        <input type="hidden" name="action" value="save" />
        <Field
          id="name"
          label={words.say('readers.preferences.name')}
          hint={words.say('readers.preferences.name.hint')}
          problem={problems.name}
        >
          <input name="name" defaultValue={form.name} autoComplete="name" dir="auto" />
        </Field>
        <ZoneChoice zone={form.timezone} publicationZone={publication.timezone} problem={problems.timezone} />
        <InterestChoice categories={categories} chosen={form.interests} problem={problems.interests} />
        <PauseChoice stored={stored} now={now} chosen={form.pauseWeeks} problem={problems.pauseWeeks} />
        <Button>{words.say('readers.preferences.save')}</Button>
      </form>
      <Leaving standing={stored.standing} unsubscribe={unsubscribe} />
      <YourData />
    </Page>
  );
}

function standingWords(stored: Preferences, publication: Publication, words: Words): string {
  switch (stored.standing) {
    case 'pending':
    case 'unsubscribed':
    case 'suppressed':
      return words.say(`readers.preferences.${stored.standing}`);
    case 'confirmed':
      return stored.pausedUntil === null
        ? words.say('readers.preferences.confirmed', { arrives: publication.arrives })
        : words.say('readers.preferences.paused', {
            day: readersDay(stored.pausedUntil, stored, publication, words),
          });
  }
}

function Leaving({ standing, unsubscribe }: { standing: Preferences['standing']; unsubscribe: string }) {
  const words = useWords();
  return (
    <section>
      <h2>{words.say('readers.preferences.leaving')}</h2>
      {standing === 'unsubscribed' ? (
        <p>
          <Said
            parts={words.parts('readers.preferences.again', {
              link: <a href="/#subscribe">{words.say('readers.preferences.again.link')}</a>,
            })}
          />
        </p>
      ) : (
        <p>
          <Said
            parts={words.parts('readers.preferences.leave', {
              link: <a href={unsubscribe}>{words.say('readers.preferences.leave.link')}</a>,
            })}
          />
        </p>
      )}
    </section>
  );
}

function YourData() {
  const words = useWords();
  return (
    <section>
      <h2>{words.say('readers.preferences.data')}</h2>
      <p>{words.say('readers.preferences.data.text')}</p>
      <div className="acts">
        <ActForm fields={{ action: 'export' }}>
          <Button look="quiet">{words.say('readers.preferences.export')}</Button>
        </ActForm>
        <ActForm fields={{ action: 'erase' }}>
          <Button look="quiet grave">{words.say('readers.preferences.erase')}</Button>
        </ActForm>
      </div>
    </section>
  );
}
