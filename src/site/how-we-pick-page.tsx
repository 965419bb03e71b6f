import { type Parts, Said } from '../../templates/said.tsx';
import { useStyle } from '../../templates/use-style.ts';
import { speaker } from '../../templates/wording.ts';
import { BALLOT_THRESHOLD } from '../issue/community.ts';
import { LEAST_REVIEWS } from '../pairing/eligible.ts';
import { ladder } from '../pairing/ladder.ts';
import { SCORE_RULES, type Term, WAITING } from '../pairing/weights.ts';
import { type Publication, usePublication } from '../web/publication.tsx';
import { SeatLegend } from '../web/seat-legend.tsx';
import { useWords } from '../web/use-words.ts';
import { articled, capital } from '../words/noun.ts';
import { askedWords, points, stepsOf, stepWords, takenOffWords } from './picking-words.ts';
import { PublicPage } from './public-page.tsx';
import { breadcrumbs } from './structured-data.tsx';

/** `GET /how-we-pick`: the rules, written from the very numbers the picker uses. */
export function HowWePickPage({ asked }: { readonly asked: number }) {
  const publication = usePublication();
  const words = useWords();
  const title = words.say('site.how.title');
  return (
    <PublicPage
      path="/how-we-pick"
      title={title}
      description={words.say('site.how.description', { many: publication.style.briefly.many })}
      data={[breadcrumbs(publication, [[title, '/how-we-pick']])]}
    >
      <h1>{title}</h1>
      <p className="lead">{words.say('site.how.lead')}</p>
      <MayMeet asked={asked} />
      <WhatCounts />
      <ThinWeeks asked={asked} />
      <HowToRead panel={publication.panel} />
      <section className="rules">
        <h2>{words.say('site.how.vote')}</h2>
        <p>{words.say('site.how.vote.text', { least: BALLOT_THRESHOLD })}</p>
      </section>
      <CheckIt />
    </PublicPage>
  );
}

/** What of all this anybody can reckon again, and under which licence. */
function CheckIt() {
  const words = useWords();
  const { licence } = usePublication().style.openData;
  const named = licence.url === '' ? licence.name : <a href={licence.url}>{licence.name}</a>;
  const file = <a href="/data/verdicts.ndjson">{words.say('site.how.check.file')}</a>;
  return (
    <section className="rules">
      <h2>{words.say('site.how.check')}</h2>
      <p>
        <Said parts={words.parts('site.how.check.text', { file })} />{' '}
        <Said parts={words.parts('site.how.check.licence', { licence: named })} />
      </p>
    </section>
  );
}

function MayMeet({ asked }: { asked: number }) {
  const [rules] = ladder(asked);
  const words = useWords();
  const { one, many } = usePublication().style.briefly;
  const named = { withArticle: articled(one, words.language) };
  return (
    <section className="rules">
      <h2>{words.say('site.how.may-meet')}</h2>
      <ul>
        <li>{words.say('site.how.may-meet.category', { many })}</li>
        <li>{words.say('site.how.may-meet.reviews', { reviews: LEAST_REVIEWS })}</li>
        <li>{words.say('site.how.may-meet.family', named)}</li>
        <li>{words.say('site.how.may-meet.once')}</li>
        {rules ? (
          <>
            <li>{capital(words.say('site.how.may-meet.rest', { ...named, weeks: rules.cooldown }))}</li>
            <li>{words.say('site.how.may-meet.per-category', { most: rules.perCategory })}</li>
          </>
        ) : null}
      </ul>
    </section>
  );
}

function WhatCounts() {
  const { one, many } = usePublication().style.briefly;
  const words = useWords();
  const terms = Object.entries(SCORE_RULES.weights).sort(([, left], [, right]) => right - left);
  return (
    <section className="rules">
      <h2>{words.say('site.how.counts')}</h2>
      <p>{words.say('site.how.counts.text')}</p>
      <table className="weights">
        <thead>
          <tr>
            <th scope="col">{words.say('site.how.counts.we-ask')}</th>
            <th scope="col">{words.say('site.how.counts.points')}</th>
          </tr>
        </thead>
        <tbody>
          {terms.map(([term, weight]) => (
            <tr key={term}>
              <td>{askedWords(term as Term, words)}</td>
              <td>
                <span className="points">
                  {words.say('site.how.counts.number', { points: points(weight) })}
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
        {words.say('site.how.takes-off', {
          all: takenOffWords(words),
          least: WAITING.leastTools,
          many,
          issues: WAITING.afterIssues,
          points: points(SCORE_RULES.waitingPerIssue),
        })}
      </p>
      <p>{words.say('site.how.not-asked', { withArticle: articled(one, words.language) })}</p>
    </section>
  );
}

function ThinWeeks({ asked }: { asked: number }) {
  const words = useWords();
  return (
    <section className="rules">
      <h2>{words.say('site.how.thin')}</h2>
      <p>{words.say('site.how.thin.text', { asked })}</p>
      <ol>
        {stepsOf(asked).map(step => (
          <li key={step.step}>{stepWords(step, asked, words)}</li>
        ))}
      </ol>
      <p>{words.say('site.how.thin.none')}</p>
    </section>
  );
}

function HowToRead({ panel }: { panel: Publication['panel'] }) {
  const { panelShip, badge } = useStyle().wording;
  const words = useWords();
  const { one } = usePublication().style.briefly;
  const slots = { one, withArticle: articled(one, words.language) };
  const said: Parts = words.parts('site.how.read.share', {
    ...slots,
    share: <b>{panelShip}</b>,
    ship: <b className="ship">{badge.ship}</b>,
    skip: <b className="skip">{badge.skip}</b>,
    mixed: badge.mixed,
  });
  return (
    <section className="rules">
      <h2>{words.say('site.how.read')}</h2>
      <p>
        <Said parts={said} />
      </p>
      <SeatLegend />
      {panel.length === 0 ? null : (
        <p>
          <Said parts={words.parts('site.how.read.panel', { panel: <Panellists of={panel} /> })} />
        </p>
      )}
      <p>{words.say('site.how.read.prices', slots)}</p>
    </section>
  );
}

function Panellists({ of }: { of: Publication['panel'] }) {
  const words = useWords();
  const list = new Intl.ListFormat(words.language, { type: 'unit', style: 'short' });
  return list.formatToParts(of.map(panellist => speaker(panellist, words))).map(({ type, value }, index) =>
    type === 'literal' ? (
      value
    ) : (
      <span key={index} dir="auto">
        {value}
      </span>
    ),
  );
}
