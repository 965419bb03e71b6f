import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import type { Typed } from './check-form.ts';
import type { CheckLook, TestMail } from './check-look.ts';

interface TestsProps {
  readonly deps: WebDeps;
  readonly look: CheckLook;
  readonly by: string;
  readonly typed: Typed;
}

/** Test sends: the form, and how the last ones fared. */
export function Tests({ deps, look, by, typed }: TestsProps) {
  const { seeds } = deps.desk.check;
  return (
    <section className="block" id="tests" aria-labelledby="tests-heading">
      <h2 id="tests-heading">Test send</h2>
      <form method="post" action={`/desk/issues/${look.issue.week}/check/test`}>
        <fieldset>
          <legend>To</legend>
          <Choice name="to" value="self" chosen={typed.test.to} words={`me, ${by}`} />
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
          <div>
            <label className="above" htmlFor="variant">
              Led by
            </label>
            <select id="variant" name="variant" defaultValue={String(typed.test.variant)}>
              {look.variants.map(({ variant, subject }) => (
                <option key={variant} value={variant}>{`${variant}: ${subject}`}</option>
              ))}
              {look.variants.length > 1 ? <option value="all">each of them</option> : null}
            </select>
          </div>
          <div>
            <label className="above" htmlFor="engine">
              Engine
            </label>
            <select id="engine" name="engine" defaultValue={typed.test.engine ?? ''}>
              <option value="">as it will go</option>
              <option value="react">React Email</option>
              <option value="mjml">MJML</option>
              <option value="both">both</option>
            </select>
          </div>
        </div>
        <button type="submit" className="button quiet">
          Send the test
        </button>
      </form>
      <p className="soft">[TEST] stands in the subject; links work, votes never count.</p>
      <LastTests tests={look.tests} zone={deps.publication.timezone} />
    </section>
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

function LastTests({ tests, zone }: { tests: readonly TestMail[]; zone: string }) {
  if (tests.length === 0) return null;
  return (
    <>
      <h3>The last ones</h3>
      <ul className="test-mails">
        {tests.map(({ id, to, subject, state, reason, createdAt }) => (
          <li key={id}>
            <strong>{FARED[state] ?? state}</strong>
            {' to '}
            <bdi>{to}</bdi>
            {', '}
            <Instant at={createdAt} zone={zone} />
            <br />
            <bdi>{subject}</bdi>
            {state === 'submitted' || reason === '' ? null : <span className="large">{`: ${reason}`}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
