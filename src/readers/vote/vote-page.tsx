import { Said } from '../../../templates/said.tsx';
import { Sentence } from '../../../templates/web/sentence.tsx';
import { CHOICES, type Choice } from '../../vote/ballot.ts';
import { choiceLabel } from '../../vote/standing.ts';
import type { CastOutcome, VoteView } from '../../vote/vote-view.ts';
import { Button } from '../../web/button.tsx';
import { Notice } from '../../web/notice.tsx';
import { Page } from '../../web/page.tsx';
import { useWords } from '../../web/use-words.ts';
import type { Words } from '../../words/words.ts';
import { ClosingTime } from './closing-time.tsx';
import { GoOn } from './go-on.tsx';
import { VoteCourse } from './vote-course.tsx';
import { PanelTable, VoteStanding } from './vote-standing.tsx';

interface VotePageProps {
  readonly view: VoteView;
  /** The answer that has its tick when the page opens. */
  readonly ticked: Choice | null;
  /** What was just done; null when the page was only opened. */
  readonly outcome: Exclude<CastOutcome['kind'], 'unknown'> | 'no_choice' | null;
}

/** The ballot of one pairing; once it was cast, or the vote is over, how the vote stands. */
export function VotePage(props: VotePageProps) {
  const { view } = props;
  const { pairing, standing, issue } = view;
  const words = useWords();
  const title = titleOf(props, words);
  return (
    <Page title={title} aside={words.say('vote.issue', { number: issue.number, day: words.day(issue.date) })}>
      <h1>{title}</h1>
      {view.isTest ? <p className="lead test-note">{words.say('vote.test-note')}</p> : null}
      <Done {...props} />
      {mayGoOn(props) ? <GoOn view={view} /> : null}
      {standing.view === 'hidden' ? null : (
        <VoteStanding
          standing={standing}
          // While it is open the ballot below says until when.
          dated={standing.closed}
        />
      )}
      {view.course === null ? null : (
        <VoteCourse
          id="course"
          course={view.course}
          names={{ a: view.pairing.a.name, b: view.pairing.b.name }}
        />
      )}
      {standing.closed ? null : <Ballot {...props} />}
      {standing.view === 'hidden' ? <Panel view={view} /> : null}
      <p className="small-links">
        <a href={pairing.compareUrl}>{words.say(standing.closed ? 'vote.full.closed' : 'vote.full')}</a>
      </p>
    </Page>
  );
}

/** Forged, foreign and forgotten links alike. */
export function DeadLink() {
  const words = useWords();
  return (
    <Notice status={words.say('vote.dead.aside')} title={words.say('vote.dead.title')}>
      <Said parts={words.parts('vote.dead.text', { link: <a href="/">{words.say('vote.dead.link')}</a> })} />
    </Notice>
  );
}

function titleOf({ view: { standing, isTest, choice }, outcome }: VotePageProps, words: Words): string {
  if (standing.closed) return words.say('vote.title.closed');
  switch (outcome) {
    case 'test':
    case 'cast':
    case 'changed':
    case 'same':
      return words.say(`vote.title.${outcome}`);
    case 'no_choice':
      return words.say('vote.question.choose-one');
    case 'too_often':
    case 'too_many':
      return words.say('vote.title.not-now');
    case 'closed':
    case null:
      return words.say(choice === null || isTest ? 'vote.question' : 'vote.title.cast');
  }
}

/** Once this one is answered; not where the network may cast no more for a while. */
function mayGoOn({ view, outcome }: VotePageProps): boolean {
  return view.choice !== null && !view.standing.closed && outcome !== 'too_many';
}

/** What was done, in the reader's own answer. */
function Done({ view, outcome }: VotePageProps) {
  const words = useWords();
  const { choice, pairing } = view;
  if (outcome === 'too_often') {
    return (
      <p className="lead" role="status">
        {words.say('vote.too-often')}
      </p>
    );
  }
  if (outcome === 'too_many') {
    return (
      <p className="lead" role="status">
        {words.say('vote.too-many')}
      </p>
    );
  }
  if (choice === null) return null;
  return (
    <p className="lead" role="status">
      <Said
        parts={words.parts(outcome === 'test' ? 'vote.said.test' : 'vote.said', {
          answer: <b dir="auto">{choiceLabel(choice, pairing, words)}</b>,
        })}
      />
    </p>
  );
}

function Ballot({ view, ticked }: VotePageProps) {
  const words = useWords();
  const { pairing, choice, standing } = view;
  const again = choice !== null;
  return (
    <form method="post" className="ballot">
      <fieldset>
        <legend>{words.say(again ? 'vote.changed-your-mind' : 'vote.your-vote')}</legend>
        {CHOICES.map(answer => (
          <label key={answer}>
            <input type="radio" name="choice" value={answer} defaultChecked={answer === ticked} required />
            <span>
              <b dir="auto">{choiceLabel(answer, pairing, words)}</b>
              {answer === 'a' || answer === 'b' ? <small dir="auto">{pairing[answer].tagline}</small> : null}
            </span>
          </label>
        ))}
      </fieldset>
      <Button>{words.say(again ? 'vote.change' : 'vote.cast')}</Button>
      {standing.closesAt === null ? null : (
        <p className="closing">
          <Said
            parts={words.parts(again ? 'vote.until.again' : 'vote.until', {
              time: <ClosingTime at={standing.closesAt} />,
            })}
          />
        </p>
      )}
    </form>
  );
}

function Panel({ view: { pairing, standing } }: { readonly view: VoteView }) {
  const words = useWords();
  return (
    <section className="standing" aria-labelledby="panel">
      <h2 id="panel">{words.say('vote.panel')}</h2>
      <p>
        <Sentence of={pairing.verdict} names={[pairing.a.name, pairing.b.name]} />
      </p>
      <PanelTable standing={standing} />
    </section>
  );
}
