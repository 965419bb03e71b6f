import { printedDate } from '../../../templates/printed-date.ts';
import { Sentence } from '../../../templates/web/sentence.tsx';
import { CHOICES, type Choice } from '../../vote/ballot.ts';
import { choiceLabel } from '../../vote/standing.ts';
import type { CastOutcome, VoteView } from '../../vote/vote-view.ts';
import { Button } from '../../web/button.tsx';
import { Notice } from '../../web/notice.tsx';
import { Page } from '../../web/page.tsx';
import { usePublication } from '../../web/publication.tsx';
import type { VerdictWords } from '../../words/verdict-words.ts';
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
  const title = titleOf(props, usePublication().style.verdicts);
  return (
    <Page title={title} aside={`No. ${issue.number} · ${printedDate(issue.date)}`}>
      <h1>{title}</h1>
      {view.isTest ? (
        <p className="lead test-note">
          This is the ballot of a test mail. It works like a reader’s, and nothing you do here is counted.
        </p>
      ) : null}
      <Said {...props} />
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
        <a href={pairing.compareUrl}>
          {standing.closed
            ? 'The result beside the full comparison'
            : 'The full comparison, with every quote'}
        </a>
      </p>
    </Page>
  );
}

/** Forged, foreign and forgotten links alike. */
export function DeadLink() {
  return (
    <Notice status="Vote" title="This link does not open a ballot.">
      {'It may have been cut short by a mail client. Open it from the mail again, or '}
      <a href="/">go to the latest issue</a>.
    </Notice>
  );
}

function titleOf(
  { view: { standing, isTest, choice }, outcome }: VotePageProps,
  { ship }: VerdictWords,
): string {
  const question = `Which would you ${ship}?`;
  if (standing.closed) return 'This vote has closed.';
  switch (outcome) {
    case 'test':
      return 'Your test vote arrived.';
    case 'cast':
      return 'Your vote is in.';
    case 'changed':
      return 'Your vote has been changed.';
    case 'same':
      return 'Your vote stands.';
    case 'no_choice':
      return `${question} Choose one answer.`;
    case 'too_often':
    case 'too_many':
      return 'Not now: your vote stays as it was.';
    case 'closed':
    case null:
      return choice === null || isTest ? question : 'Your vote is in.';
  }
}

/** Once this one is answered; not where the network may cast no more for a while. */
function mayGoOn({ view, outcome }: VotePageProps): boolean {
  return view.choice !== null && !view.standing.closed && outcome !== 'too_many';
}

/** What was done, in the reader's own answer. */
function Said({ view, outcome }: VotePageProps) {
  const { verdicts } = usePublication().style;
  const { choice, pairing } = view;
  if (outcome === 'too_often') {
    return (
      <p className="lead" role="status">
        You have changed it ten times within an hour. Try again in a while.
      </p>
    );
  }
  if (outcome === 'too_many') {
    return (
      <p className="lead" role="status">
        Very many votes have come from your network in the last hour. Try again in a while: the ballot stays
        open.
      </p>
    );
  }
  if (choice === null) return null;
  return (
    <p className="lead" role="status">
      {'You said: '}
      <b dir="auto">{choiceLabel(choice, pairing, verdicts)}</b>
      {outcome === 'test' ? ', and it was not counted.' : '.'}
    </p>
  );
}

function Ballot({ view, ticked }: VotePageProps) {
  const { verdicts } = usePublication().style;
  const { pairing, choice, standing } = view;
  const again = choice !== null;
  return (
    <form method="post" className="ballot">
      <fieldset>
        <legend>{again ? 'Changed your mind?' : 'Your vote'}</legend>
        {CHOICES.map(answer => (
          <label key={answer}>
            <input type="radio" name="choice" value={answer} defaultChecked={answer === ticked} required />
            <span>
              <b dir="auto">{choiceLabel(answer, pairing, verdicts)}</b>
              {answer === 'a' || answer === 'b' ? <small dir="auto">{pairing[answer].tagline}</small> : null}
            </span>
          </label>
        ))}
      </fieldset>
      <Button>{again ? 'Change my vote' : 'Cast my vote'}</Button>
      {standing.closesAt === null ? null : (
        <p className="closing">
          {again ? 'You can change it until ' : 'You can vote, and change your vote, until '}
          <ClosingTime at={standing.closesAt} />
          {again ? '.' : '. You see how others voted once you have.'}
        </p>
      )}
    </form>
  );
}

function Panel({ view: { pairing, standing } }: { readonly view: VoteView }) {
  return (
    <section className="standing" aria-labelledby="panel">
      <h2 id="panel">What the panel said</h2>
      <p>
        <Sentence of={pairing.verdict} names={[pairing.a.name, pairing.b.name]} />
      </p>
      <PanelTable standing={standing} />
    </section>
  );
}
