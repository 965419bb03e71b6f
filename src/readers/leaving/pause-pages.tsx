import { Said } from '../../../templates/said.tsx';
import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { Page } from '../../web/page.tsx';
import { useWords } from '../../web/use-words.ts';

const OFFERED = [1, 2, 3, 4, 6, 8, 12, 26, 52];

/** The same for every link: it says nothing of whoever holds it. */
export function PausePage({ problem }: { readonly problem?: string }) {
  const words = useWords();
  return (
    <Page title={words.say('readers.pause.title')} aside={words.say('readers.subscription')}>
      <h1>{words.say('readers.pause.title')}</h1>
      <p className="lead">{words.say('readers.pause.lead')}</p>
      <form method="post" className="preferences" noValidate>
        <Field
          id="pauseWeeks"
          label={words.say('readers.pause.for')}
          hint={words.say('readers.pause.hint')}
          problem={problem}
        >
          <select name="pauseWeeks" defaultValue="4">
            {OFFERED.map(weeks => (
              <option key={weeks} value={weeks}>
                {words.say('readers.weeks', { weeks })}
              </option>
            ))}
          </select>
        </Field>
        <Button>{words.say('readers.pause.button')}</Button>
      </form>
      <p className="or-else">
        <Said
          parts={words.parts('readers.pause.leave', {
            link: <a href="?">{words.say('readers.pause.leave.link')}</a>,
          })}
        />
      </p>
    </Page>
  );
}

export function PausedPage({ weeks }: { readonly weeks: number }) {
  const words = useWords();
  return (
    <Page title={words.say('readers.pause.done.title')} aside={words.say('readers.subscription')}>
      <h1>{words.say('readers.pause.done.title')}</h1>
      <p className="lead">{words.say('readers.pause.done.lead', { weeks })}</p>
      <p>{words.say('readers.pause.done.sooner')}</p>
    </Page>
  );
}
