import { printedDate } from '../../templates/printed-date.ts';
import { useStyle } from '../../templates/use-style.ts';
import { Scorecard } from '../../templates/web/scorecard.tsx';
import { Seats } from '../../templates/web/seats.tsx';
import { Sentence } from '../../templates/web/sentence.tsx';
import { VoteStanding } from '../readers/vote/vote-standing.tsx';
import type { RelatedLine } from '../storage/issue/archive.ts';
import type { VoteStanding as Standing } from '../vote/standing.ts';
import { usePublication } from '../web/publication.tsx';
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
  const { wording } = useStyle();
  const { pairing, issue, sentAt } = comparison;
  const { a, b } = pairing;
  const title = `${a.name} vs ${b.name}`;
  const path = `/compare/${pairing.slug}`;
  return (
    <PublicPage
      path={path}
      title={title}
      description={`${pairing.verdict} ${a.name}: ${a.price}. ${b.name}: ${b.price}. Every reviewer’s quote, side by side.`}
      picture={`/share/${pairing.slug}.png`}
      data={[
        comparisonData(publication, comparison),
        breadcrumbs(publication, [
          ['Issues', '/issues'],
          [`No. ${issue.number}`, `/issues/${issue.week}`],
          [title, path],
        ]),
      ]}
      spread
      // Until the issue is sent the page is for those who have it already.
      indexed={sentAt !== null}
      hasForm
    >
      <article className="pairing comparison">
        <VerdictHead pairing={pairing} issue={issue} />
        <div className="opening">
          <div>
            <Picks pairing={pairing} />
            <p className="why">
              <b>Why this pair</b> <Sentence of={pairing.why} names={[a.name, b.name]} />{' '}
              <a href="/how-we-pick">{wording.howWePick}</a>
            </p>
          </div>
          <Seats pairing={pairing} />
        </div>
        <FacingTools pairing={pairing} />
        <h2 className="part">Reviewer scorecard</h2>
        <Scorecard pairing={pairing} />
        <p className="as-of">
          {'Verdicts, quotes and prices are as printed in '}
          <a href={`/issues/${issue.week}`}>{`issue No. ${issue.number}`}</a>
          {` of ${printedDate(issue.date)}; what was sent is never changed. `}
          {wording.legend} {wording.howToRead}
        </p>
      </article>
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

function Related({ pairings }: { pairings: readonly RelatedLine[] }) {
  if (pairings.length === 0) return null;
  return (
    <section className="related">
      <h2 className="part">Related comparisons</h2>
      <ul className="register">
        {pairings.map(({ slug, a, b, date, verdict }) => (
          <li key={slug}>
            <span className="when">
              <time dateTime={date}>{printedDate(date)}</time>
            </span>
            <span className="what">
              <a href={`/compare/${slug}`}>
                <PairingName a={a} b={b} />
              </a>
              <span className="said">
                <Sentence of={verdict} names={[a, b]} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
