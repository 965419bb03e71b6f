import { Said } from '../../templates/said.tsx';
import { useStyle } from '../../templates/use-style.ts';
import { Scorecard } from '../../templates/web/scorecard.tsx';
import { Seats } from '../../templates/web/seats.tsx';
import { Sentence } from '../../templates/web/sentence.tsx';
import { VoteStanding } from '../readers/vote/vote-standing.tsx';
import type { RelatedLine } from '../storage/issue/archive.ts';
import type { VoteStanding as Standing } from '../vote/standing.ts';
import { usePublication } from '../web/publication.tsx';
import { useWords } from '../web/use-words.ts';
import { AsFrozen, spokenIn } from './as-frozen.tsx';
import type { Comparison } from './comparison.ts';
import { FacingTools } from './facing-tools.tsx';
import { PairingName } from './pairing-name.tsx';
import { PublicPage } from './public-page.tsx';
import { SignUpSection } from './sign-up-section.tsx';
import { breadcrumbs, comparisonData } from './structured-data.tsx';
import { Picks, VerdictHead } from './verdict-head.tsx';

interface ComparePageProps {
  readonly comparison: Comparison;
  /** Of the readers' vote; null when nobody was asked. */
  readonly standing: Standing | null;
  readonly related: readonly RelatedLine[];
}

/** `GET /compare/a-vs-b`: one pairing with everything that is known of it, as its issue was frozen. */
export function ComparePage({ comparison, standing, related }: ComparePageProps) {
  const publication = usePublication();
  const words = useWords();
  const { pairing, issue, sentAt } = comparison;
  const { a, b } = pairing;
  const title = words.say('site.pairing', { a: a.name, b: b.name });
  const path = `/compare/${pairing.slug}`;
  return (
    <PublicPage
      path={path}
      title={title}
      description={words.say('site.compare.description', {
        verdict: pairing.verdict,
        a: a.name,
        priceA: a.price,
        b: b.name,
        priceB: b.price,
      })}
      picture={`/share/${pairing.slug}.png`}
      openData={sentAt === null ? undefined : `${path}.json`}
      data={[
        comparisonData(publication, comparison),
        breadcrumbs(publication, [
          [words.say('site.nav.issues'), '/issues'],
          [words.say('site.issue-number', { number: issue.number }), `/issues/${issue.week}`],
          [title, path],
        ]),
      ]}
      spread
      // Until the issue is sent the page is for those who have it already.
      indexed={sentAt !== null}
      hasForm
    >
      <AsFrozen issue={issue} as="article" className="pairing comparison">
        <VerdictHead pairing={pairing} issue={issue} />
        <div className="opening">
          <div>
            <Picks pairing={pairing} />
            <Why pairing={pairing} />
          </div>
          <Seats pairing={pairing} />
        </div>
        <FacingTools pairing={pairing} />
        <Quotes pairing={pairing} />
        <p className="as-of">
          <AsOf issue={issue} />
        </p>
      </AsFrozen>
      {standing === null ? null : (
        <div className="vote-part">
          <VoteStanding standing={standing} dated />
        </div>
      )}
      <Related pairings={related} />
      <SignUpSection source="compare" />
    </PublicPage>
  );
}

function Why({ pairing: { a, b, why } }: Pick<Comparison, 'pairing'>) {
  const words = useWords();
  return (
    <p className="why">
      <b>{words.say('site.compare.why')}</b> <Sentence of={why} names={[a.name, b.name]} />{' '}
      <a href="/how-we-pick">{words.say('site.nav.how-we-pick')}</a>
    </p>
  );
}

function Quotes({ pairing }: Pick<Comparison, 'pairing'>) {
  return (
    <>
      <h2 className="part">{useWords().say('site.compare.scorecard')}</h2>
      <Scorecard pairing={pairing} />
    </>
  );
}

/** Of which day it is, and how to read it. */
function AsOf({ issue }: Pick<Comparison, 'issue'>) {
  const words = useWords();
  const { legend, howToRead } = useStyle().wording;
  const whole = (
    <a href={`/issues/${issue.week}`}>{words.say('site.compare.issue', { number: issue.number })}</a>
  );
  const day = words.day(issue.date);
  return (
    <>
      <Said parts={words.parts('site.compare.as-of', { issue: whole, day })} /> {legend} {howToRead}
    </>
  );
}

function Related({ pairings }: { pairings: readonly RelatedLine[] }) {
  const words = useWords();
  if (pairings.length === 0) return null;
  return (
    <section className="related">
      <h2 className="part">{words.say('site.compare.related')}</h2>
      <ul className="register">
        {pairings.map(({ slug, a, b, date, verdict, language }) => (
          <li key={slug}>
            <span className="when">
              <time dateTime={date}>{words.day(date)}</time>
            </span>
            <span className="what">
              <a href={`/compare/${slug}`}>
                <PairingName a={a} b={b} />
              </a>
              <span className="said" {...spokenIn(language, words)}>
                <Sentence of={verdict} names={[a, b]} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
