import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { Page } from '../../web/page.tsx';
import { type Publication, usePublication } from '../../web/publication.tsx';
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
  const { stored, problems } = form;
  const wrong = Object.keys(problems).length;
  return (
    <Page title={wrong > 0 ? 'Not saved yet' : 'Your preferences'} aside="Subscription">
      <h1>Your preferences</h1>
      <p className="lead">
        {'For '}
        <strong className="address">{stored.email}</strong>
        {`. ${standingWords(stored, publication)}`}
      </p>
      {form.note === '' ? null : (
        <p className="told" role="status">
          {form.note}
        </p>
      )}
      {wrong === 0 ? null : (
        <p className="told wrong" role="alert">
          Nothing has been saved yet: {wrong === 1 ? 'one answer' : `${wrong} answers`} below cannot be
          accepted.
        </p>
      )}
      <form method="post" className="preferences" noValidate>
        <input type="hidden" name="action" value="save" />
        <Field
          id="name"
          label="Name"
          hint="Shown at the foot of your mails, after “Sent to”. If you leave it empty, your address is shown instead."
          problem={problems.name}
        >
          <input name="name" defaultValue={form.name} autoComplete="name" dir="auto" />
        </Field>
        <ZoneChoice zone={form.timezone} publicationZone={publication.timezone} problem={problems.timezone} />
        <InterestChoice categories={categories} chosen={form.interests} problem={problems.interests} />
        <PauseChoice stored={stored} now={now} chosen={form.pauseWeeks} problem={problems.pauseWeeks} />
        <Button>Save</Button>
      </form>
      <Leaving standing={stored.standing} unsubscribe={unsubscribe} />
      <YourData />
    </Page>
  );
}

function standingWords(stored: Preferences, publication: Publication): string {
  switch (stored.standing) {
    case 'pending':
      return 'You have not confirmed your subscription yet: follow the link in the mail we sent you.';
    case 'unsubscribed':
      return 'You have left: no issue is sent to you.';
    case 'suppressed':
      return 'We no longer send issues to this address: mail to it came back, or was reported as spam.';
    case 'confirmed':
      return stored.pausedUntil === null
        ? `You get an issue ${publication.arrives}.`
        : `Your subscription is paused until ${readersDay(stored.pausedUntil, stored, publication)}.`;
  }
}

function Leaving({ standing, unsubscribe }: { standing: Preferences['standing']; unsubscribe: string }) {
  return (
    <section>
      <h2>Leaving and coming back</h2>
      {standing === 'unsubscribed' ? (
        <p>
          Changed your mind? <a href="/#subscribe">Subscribe again</a>
        </p>
      ) : (
        <p>
          No more issues at all: <a href={unsubscribe}>Unsubscribe</a>
        </p>
      )}
    </section>
  );
}

function YourData() {
  return (
    <section>
      <h2>Your data</h2>
      <p>
        Get everything we keep about you as one file, or have it all erased for good. Before erasing, we ask
        once more.
      </p>
      <div className="acts">
        <ActForm fields={{ action: 'export' }}>
          <Button look="quiet">Export my data</Button>
        </ActForm>
        <ActForm fields={{ action: 'erase' }}>
          <Button look="quiet grave">Erase me…</Button>
        </ActForm>
      </div>
    </section>
  );
}
