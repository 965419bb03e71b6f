import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { Page } from '../../web/page.tsx';

const OFFERED = [1, 2, 3, 4, 6, 8, 12, 26, 52];

/** The same for every link: it says nothing of whoever holds it. */
export function PausePage({ problem }: { readonly problem?: string }) {
  return (
    <Page title="Away for a while?" aside="Subscription">
      <h1>Away for a while?</h1>
      <p className="lead">While a pause lasts, no issue is sent to you. It ends by itself.</p>
      <form method="post" className="preferences" noValidate>
        <Field id="pauseWeeks" label="Pause for" hint="From today." problem={problem}>
          <select name="pauseWeeks" defaultValue="4">
            {OFFERED.map(weeks => (
              <option key={weeks} value={weeks}>
                {weeksWords(weeks)}
              </option>
            ))}
          </select>
        </Field>
        <Button>Pause</Button>
      </form>
      <p className="or-else">
        Would you rather leave for good? <a href="?">Unsubscribe</a>
      </p>
    </Page>
  );
}

export function PausedPage({ weeks }: { readonly weeks: number }) {
  return (
    <Page title="Paused." aside="Subscription">
      <h1>Paused.</h1>
      <p className="lead">
        {`No issue will be sent to you for ${weeksWords(weeks)}. One that is being handed over at this minute may still arrive.`}
      </p>
      <p>To end it sooner, follow the Preferences link at the foot of any issue.</p>
    </Page>
  );
}

function weeksWords(weeks: number): string {
  return weeks === 1 ? '1 week' : `${weeks} weeks`;
}
