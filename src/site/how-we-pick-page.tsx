import { useStyle } from '../../templates/use-style.ts';
import { speaker } from '../../templates/wording.ts';
import { BALLOT_THRESHOLD } from '../issue/community.ts';
import { LEAST_REVIEWS } from '../pairing/eligible.ts';
import { ladder } from '../pairing/ladder.ts';
import {
  FRESH_HALF_LIFE_WEEKS,
  SCORE_RULES,
  STALE_PRICE_DAYS,
  type Term,
  WAITING,
} from '../pairing/weights.ts';
import { type Publication, usePublication } from '../web/publication.tsx';
import { SeatLegend } from '../web/seat-legend.tsx';
import { capital, withArticle } from '../words/noun.ts';
import { sayVerdicts } from '../words/verdict-words.ts';
import { PublicPage } from './public-page.tsx';
import { breadcrumbs } from './structured-data.tsx';

/** What each term of the score asks, in readers' words. A term without words does not compile. */
const ASKED: Readonly<Record<Term, string>> = {
  similarity: 'Do the two set out to do the same job, without one being a copy of the other?',
  flip: 'Does the same reviewer <ship> one and <skip> the other?',
  fresh: `Are they new to us? After ${FRESH_HALF_LIFE_WEEKS} weeks that counts for half, after ${2 * FRESH_HALF_LIFE_WEEKS} for a quarter.`,
  split: 'Does the panel disagree with itself about one of them?',
  unseen: 'Have they never been in an issue?',
  popularity: 'Have people heard of both?',
  price: 'Does one cost much more to start using than the other?',
};

const TAKEN_OFF: Readonly<Record<keyof typeof SCORE_RULES.penalties, string>> = {
  categoryInLastIssue: 'the category was in the last issue',
  categoryInLastThree: 'it was in one of the two issues before that',
  stalePrice: `one of the prices was last checked more than ${STALE_PRICE_DAYS} days ago`,
};

/** `GET /how-we-pick`: the rules, written from the very numbers the picker uses. */
export function HowWePickPage({ asked }: { readonly asked: number }) {
  const publication = usePublication();
  return (
    <PublicPage
      path="/how-we-pick"
      title="How we pick"
      description={`Which ${publication.style.briefly.many} are set against each other each week, what counts and how much, who the panel is, and how to read a verdict. The rules, with their numbers.`}
      data={[breadcrumbs(publication, [['How we pick', '/how-we-pick']])]}
    >
      <h1>How we pick</h1>
      <p className="lead">
        A program proposes the week’s pairings by the rules on this page. An editor reads the issue before it
        goes out and may swap a pairing for another; nothing goes out without an editor’s approval.
      </p>
      <MayMeet asked={asked} />
      <WhatCounts />
      <ThinWeeks asked={asked} />
      <HowToRead panel={publication.panel} />
      <ReadersVote />
    </PublicPage>
  );
}

function MayMeet({ asked }: { asked: number }) {
  const [rules] = ladder(asked);
  const { one, many } = usePublication().style.briefly;
  return (
    <section className="rules">
      <h2>What may be set against what</h2>
      <ul>
        <li>{`Two ${many} in the same category, both still on offer.`}</li>
        <li>{`At least ${LEAST_REVIEWS} reviewers have looked at each.`}</li>
        <li>{`Never two from one family, such as ${withArticle(one)} and its own smaller version.`}</li>
        <li>Never the same pair twice.</li>
        {rules ? (
          <>
            <li>{`${capital(withArticle(one))} rests for ${rules.cooldown} weeks after it has been in an issue.`}</li>
            <li>
              {rules.perCategory === 1
                ? 'An issue has at most one pairing from any category.'
                : `An issue has at most ${rules.perCategory} pairings from any category.`}
            </li>
          </>
        ) : null}
      </ul>
    </section>
  );
}

function WhatCounts() {
  const { style } = usePublication();
  const { weights, penalties, waitingPerIssue } = SCORE_RULES;
  const terms = Object.entries(weights).sort(([, one], [, other]) => other - one) as [Term, number][];
  const takenOff = Object.entries(penalties) as [keyof typeof penalties, number][];
  return (
    <section className="rules">
      <h2>What counts, and how much</h2>
      <p>
        Every pair that may meet gets a score out of 100. Of all the sets that could make up an issue, the one
        with the highest total is taken. Same catalogue, same week, same answer.
      </p>
      <table className="weights">
        <thead>
          <tr>
            <th scope="col">We ask</th>
            <th scope="col">Points</th>
          </tr>
        </thead>
        <tbody>
          {terms.map(([term, weight]) => (
            <tr key={term}>
              <td>{sayVerdicts(ASKED[term], style.verdicts)}</td>
              <td>
                <span className="points">
                  {points(weight)}
                  <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                    <rect width={(weight / (terms[0]?.[1] ?? 1)) * 100} height="8" />
                  </svg>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {'We take off: '}
        {takenOff.map(([name, off]) => `${points(off)} if ${TAKEN_OFF[name]}`).join('; ')}
        {`. A category of ${WAITING.leastTools} ${style.briefly.many} or more that has waited for more than ${WAITING.afterIssues} issues gains ${points(waitingPerIssue)} with each further issue.`}
      </p>
      <p>
        {`What we do not ask: who makes ${withArticle(style.briefly.one)}, who pays whom, whether a verdict will please. No place can be bought.`}
      </p>
    </section>
  );
}

function ThinWeeks({ asked }: { asked: number }) {
  const steps = ladder(asked).filter(({ step, size }) => step > 0 && size > 0);
  return (
    <section className="rules">
      <h2>Thin weeks</h2>
      <p>
        {`An issue has ${asked === 1 ? 'one pairing' : `${asked} pairings`}. Where the rules leave too few, they give way in this order, and the issue says so:`}
      </p>
      <ol>
        {steps.map(({ step, name }) => (
          <li key={step}>{`${name.charAt(0).toUpperCase()}${name.slice(1)}.`}</li>
        ))}
      </ol>
      <p>In a week with no pairing at all there is no issue.</p>
    </section>
  );
}

function HowToRead({ panel }: { panel: Publication['panel'] }) {
  const { wording, words } = useStyle();
  const { one } = usePublication().style.briefly;
  return (
    <section className="rules">
      <h2>How to read a verdict</h2>
      <p>
        {`Each reviewer says one of two words about ${withArticle(one)}. `}
        <b>{wording.panelShip}</b>
        {` is the share of those who looked at it and say ${wording.word.ship}. Two thirds or more is marked `}
        <b className="ship">{wording.badge.ship}</b>, one third or less{' '}
        <b className="skip">{wording.badge.skip}</b>, anything between {wording.badge.mixed}
        {`. Not everybody looks at every ${one}, so the tally stands beside the share.`}
      </p>
      <SeatLegend />
      {panel.length === 0 ? null : (
        <p>
          {'On the panel: '}
          {panel.map((panellist, index) => (
            <span key={index}>
              {index === 0 ? '' : ', '}
              <span dir="auto">{speaker(panellist, words)}</span>
            </span>
          ))}
          .
        </p>
      )}
      <p>
        {`Prices are what it costs to start, with the date they were checked. A dash is a price we do not know, which is not the same as free. Where ${withArticle(one)} is not made by those it is named after, a note beside its name says so. What was sent is never changed: a page shows the verdicts, quotes and prices of its day.`}
      </p>
    </section>
  );
}

function ReadersVote() {
  const { word } = useStyle().wording;
  return (
    <section className="rules">
      <h2>Your vote</h2>
      <p>
        {`Every issue asks which of the two you would ${word.ship}: one, the other, both or neither. Each reader has one vote on a pairing and may change it until the vote closes. Below ${BALLOT_THRESHOLD} votes we show a dash; from then on we show the share, how many voted, and the range it lies in with 95% certainty. We say that one leads only where that range leaves no doubt.`}
      </p>
    </section>
  );
}

/** .18 as 18, .075 as 7.5. */
function points(weight: number): string {
  return String(Math.round(weight * 1000) / 10);
}
