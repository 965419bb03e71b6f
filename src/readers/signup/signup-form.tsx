import { Said } from '../../../templates/said.tsx';
import { type FormSource, signupWording } from '../../audience/signup-form.ts';
import { Button } from '../../web/button.tsx';
import { usePublication } from '../../web/publication.tsx';
import { useWords } from '../../web/use-words.ts';
import { stampHole } from './form-stamp.ts';
import { proofWords } from './proof-words.ts';

/** A visitor never sees this field; whoever fills it is a program. Named so that no password manager knows it. */
export const TRAP = 'second_line';

/** Holds the address that was shown with a hint: who sends it once more means it. */
export const SEEN = 'seen';

/** The button that takes what was meant in place of what was typed. */
export const MEANT = 'meant';

/** What somebody typed into a form that is shown again. */
export interface TypedSignup {
  readonly email: string;
  readonly name: string;
  readonly timezone: string;
  readonly interests: readonly string[];
}

/** What is wrong, in words, by field. */
export type SignupProblems = Partial<Readonly<Record<keyof TypedSignup, string>>>;

interface SignupFormProps {
  /** Where the form stands; kept with the consent. One form of a source a page: ids are made of it. */
  readonly source: FormSource;
  readonly heading?: string;
  /** 1: the form is what the page is about. */
  readonly level?: 1 | 2 | 3;
  /** A sentence under the heading. */
  readonly lead?: string;
  readonly typed?: TypedSignup;
  readonly problems?: SignupProblems;
  /** An address that may have been meant. */
  readonly hint?: string | null;
}

const NOTHING_TYPED: TypedSignup = { email: '', name: '', timezone: '', interests: [] };

/**
 * The sign-up form, the same wherever it stands. Works without scripts; the page that holds it must be served with
 * PAGE_WITH_FORM (security-headers.ts) and SIGNUP_SCRIPT_PATH in its head for the little that scripts add.
 */
export function SignupForm(props: SignupFormProps) {
  const words = useWords();
  const { source, heading = words.say('readers.signup.heading'), level = 2, lead } = props;
  const { typed = NOTHING_TYPED, problems = {}, hint = null } = props;
  const { name, arrives } = usePublication();
  const id = (field: string) => `signup-${source}-${field}`;
  const Heading = `h${level}` as const;
  return (
    <form
      className={level === 1 ? 'signup alone' : 'signup'}
      method="post"
      action={source === 'iframe' ? '/subscribe?framed' : '/subscribe'}
      aria-labelledby={id('heading')}
      data-proof={proofWords(words)}
    >
      <Heading id={id('heading')}>{heading}</Heading>
      {lead === undefined ? null : <p className="lead">{lead}</p>}
      <div className="signup-line">
        <label htmlFor={id('email')}>{words.say('readers.signup.email')}</label>
        <input
          id={id('email')}
          name="email"
          type="email"
          inputMode="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={254}
          defaultValue={typed.email}
          aria-invalid={problems.email ? true : undefined}
          aria-describedby={problems.email ? id('email-problem') : undefined}
        />
        <Button>{words.say('readers.signup.button')}</Button>
      </div>
      <Problem id={id('email-problem')} text={problems.email} hint={hint} />
      {hint === null ? null : (
        <p className="instead">
          <Button look="quiet" name={MEANT} value={hint}>
            {words.say('readers.signup.use', { address: hint })}
          </Button>
        </p>
      )}
      <MoreAboutYou id={id} typed={typed} problems={problems} />
      <p className="unseen" aria-hidden="true">
        <label htmlFor={id(TRAP)}>{words.say('readers.signup.trap')}</label>
        <input id={id(TRAP)} name={TRAP} type="text" tabIndex={-1} autoComplete="off" />
      </p>
      <input type="hidden" name="timezone" defaultValue={typed.timezone} />
      {hint === null ? null : <input type="hidden" name={SEEN} defaultValue={typed.email} />}
      <input type="hidden" name="form" value={stampHole(source)} />
      <p className="small">
        {signupWording(name, arrives, words).text}{' '}
        <a href="/privacy" target={source === 'iframe' ? '_blank' : undefined} rel="noopener">
          {words.say('readers.what-we-keep')}
        </a>
      </p>
    </form>
  );
}

interface PartProps {
  readonly id: (field: string) => string;
  readonly typed: TypedSignup;
  readonly problems: SignupProblems;
}

function MoreAboutYou({ id, typed, problems }: PartProps) {
  const { categories } = usePublication();
  const words = useWords();
  const isOpen = problems.name !== undefined || problems.interests !== undefined;
  return (
    <details open={isOpen}>
      <summary>
        {words.say(categories.length > 0 ? 'readers.signup.more' : 'readers.signup.more.name')}
      </summary>
      <label htmlFor={id('name')}>{words.say('readers.signup.name')}</label>
      <input id={id('name')} name="name" autoComplete="name" defaultValue={typed.name} />
      <Problem id={id('name-problem')} text={problems.name} />
      {categories.length > 0 ? (
        <fieldset>
          <legend>{words.say('readers.signup.interests')}</legend>
          {categories.map(category => (
            <label key={category} className="choice">
              <input
                type="checkbox"
                name="interests"
                value={category}
                defaultChecked={typed.interests.includes(category)}
              />
              <span dir="auto">{category}</span>
            </label>
          ))}
          <Problem id={id('interests-problem')} text={problems.interests} />
        </fieldset>
      ) : null}
    </details>
  );
}

interface ProblemProps {
  readonly id: string;
  readonly text: string | undefined;
  readonly hint?: string | null;
}

function Problem({ id, text, hint = null }: ProblemProps) {
  const words = useWords();
  if (text === undefined) return null;
  return (
    <p className="problem" id={id}>
      {hint === null ? null : (
        <>
          <Said
            parts={words.parts('readers.signup.did-you-mean', { address: <strong>{hint}</strong> })}
          />{' '}
        </>
      )}
      {text}
    </p>
  );
}
