import { windowWords } from '../../issue/send-window.ts';
import { onTheClock } from '../../issue/wall-time.ts';
import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { Instant } from '../../web/instant.tsx';
import { usePublication } from '../../web/publication.tsx';
import { IssueForm } from '../issue-form.tsx';
import { useVisit } from '../visit.tsx';
import { Block, type PartProps } from './block.tsx';
import { seenIn } from './check-form.ts';

/** When it goes, and another time for it. */
export function Schedule({ look, typed }: PartProps) {
  const { due } = look;
  const { timezone: zone } = usePublication();
  return (
    <Block id="schedule" heading="When it goes">
      <p>
        <Instant at={due.time} />
        {` (${zone}), ${due.chosen ? 'a time an editor chose' : due.localTime ? 'when SEND_CRON’s time comes first, at UTC+14' : 'the time set by SEND_CRON'}.`}
      </p>
      {due.localTime ? (
        <p className="soft">
          Each reader gets it at their own local hour (SEND_LOCAL_TIME), so no other time can be chosen.
        </p>
      ) : (
        <TimeForm look={look} typed={typed} />
      )}
    </Block>
  );
}

function TimeForm({ look, typed }: PartProps) {
  const clock = onTheClock(look.due.time, usePublication().timezone);
  const window = windowWords(useVisit().room.settings.SEND_WINDOW);
  return (
    <IssueForm issue={look.issue} act="check/schedule" fields={seenIn(look)}>
      <div className="pair">
        <Field id="date" label="Date" className="above">
          <input type="date" required defaultValue={typed.date || clock.date} />
        </Field>
        <Field id="time" label="Time" className="above">
          <input type="time" required defaultValue={typed.time || clock.time} />
        </Field>
      </div>
      <div className="acts">
        <Button look="quiet" name="action" value="set">
          Send it at that time
        </Button>
        {look.due.chosen ? (
          <Button look="quiet" name="action" value="slot" formNoValidate>
            Back to the usual time
          </Button>
        ) : null}
      </div>
      {window === 'any' ? null : <p className="soft">{`Send window: ${window}.`}</p>}
    </IssueForm>
  );
}
