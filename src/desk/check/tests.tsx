import { armOfVariant, variantName } from '../../issue/trial/trial-wish.ts';
import type { TestMail } from '../../storage/delivery/single-mails.ts';
import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { Instant } from '../../web/instant.tsx';
import { IssueForm } from '../issue-form.tsx';
import { useVisit } from '../visit.tsx';
import { Block, type PartProps } from './block.tsx';

/** Test sends: the form, and how the last ones fared. */
export function Tests({ look, typed }: PartProps) {
  const { room, editor } = useVisit();
  const seeds = room.settings.SEED_LIST.length;
  return (
    <Block id="tests" heading="Test send">
      <IssueForm issue={look.issue} act="check/test">
        <fieldset>
          <legend>To</legend>
          <Choice name="to" value="self" chosen={typed.test.to} words={`me, ${editor.email}`} />
          {seeds === 0 ? null : (
            <Choice name="to" value="seed" chosen={typed.test.to} words={`the seed list (${seeds})`} />
          )}
          <Choice name="to" value="typed" chosen={typed.test.to} words="these addresses:" />
          <textarea
            name="addresses"
            aria-label="Addresses, at most 20"
            rows={2}
            defaultValue={typed.test.typed}
            spellCheck={false}
          />
        </fieldset>
        <div className="pair">
          <Field id="variant" label="Led by" className="above">
            <select defaultValue={String(typed.test.variant)}>
              {look.variants.map(({ variant, subject }) => (
                <option key={variant} value={variant}>
                  {`${armOfVariant(variant) === 0 ? variant : variantName(variant)}: ${subject}`}
                </option>
              ))}
              {look.variants.length > 1 ? <option value="all">each of them</option> : null}
            </select>
          </Field>
          <Field id="engine" label="Engine" className="above">
            <select defaultValue={typed.test.engine ?? ''}>
              <option value="">as it will go out</option>
              <option value="react">React Email</option>
              <option value="mjml">MJML</option>
              <option value="both">both</option>
            </select>
          </Field>
        </div>
        <Button look="quiet">Send the test</Button>
      </IssueForm>
      <p className="soft">
        {
          'The subject begins with [TEST]; links work, votes never count. How mailboxes judge it is in its source: '
        }
        <a href="/desk/arrival">upload a copy that arrived</a>.
      </p>
      <LastTests tests={look.tests} />
    </Block>
  );
}

function Choice(props: { name: string; value: string; chosen: string; words: string }) {
  return (
    <label className="choice">
      <input
        type="radio"
        name={props.name}
        value={props.value}
        defaultChecked={props.chosen === props.value}
      />
      <span className="who">{props.words}</span>
    </label>
  );
}

const FARED: Readonly<Record<string, string>> = {
  pending: 'queued',
  submitting: 'queued',
  submitted: 'submitted',
  rejected: 'refused',
  uncertain: 'uncertain',
};

function LastTests({ tests }: { tests: readonly TestMail[] }) {
  if (tests.length === 0) return null;
  return (
    <>
      <h3>Recent tests</h3>
      <ul className="test-mails">
        {tests.map(({ id, to, subject, state, reason, createdAt }) => (
          <li key={id}>
            <strong>{FARED[state] ?? state}</strong>
            {' to '}
            <bdi>{to}</bdi>
            {', '}
            <Instant at={createdAt} />
            <br />
            <bdi>{subject}</bdi>
            {state === 'submitted' || reason === '' ? null : <span className="large">{`: ${reason}`}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
