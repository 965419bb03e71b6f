import { GlanceTable } from '../../templates/web/glance-table.tsx';
import { Prose } from '../../templates/web/prose.tsx';
import { Seats } from '../../templates/web/seats.tsx';
import { Sentence } from '../../templates/web/sentence.tsx';
import type { IssueContent, PairingContent } from '../issue/content.ts';
import type { ArchiveLine, SentIssue } from '../storage/issue/archive.ts';
import { usePublication } from '../web/publication.tsx';
import { PairingName } from './pairing-name.tsx';
import { PastIssues } from './past-issues.tsx';
import { PublicPage } from './public-page.tsx';
import { SignUpSection } from './sign-up-section.tsx';
import { siteData } from './structured-data.tsx';
import { Picks, VerdictHead } from './verdict-head.tsx';

interface FrontPageProps {
  readonly latest: SentIssue;
  /** The issues before it, newest first. */
  readonly past: readonly ArchiveLine[];
}

/** `GET /`: the latest verdict on a sheet of its own, the form beside it, the other pairings and issues below. */
export function FrontPage({ latest, past }: FrontPageProps) {
  const publication = usePublication();
  const { tagline, compared } = publication.style;
  const { content } = latest;
  const [lead, ...others] = content.pairings;
  return (
    <PublicPage
      path="/"
      title={`Two ${compared.many}, one verdict a week`}
      description={`${tagline} Latest: ${lead ? lead.verdict : content.preheader}`}
      data={[siteData(publication, latest)]}
      spread
      hasForm
    >
      <p className="promise">{tagline}</p>
      {lead ? <Lead issue={content} pairing={lead} /> : null}
      {others.length === 0 ? null : <AlsoThisWeek pairings={others} week={content.week} />}
      <Past issues={past} arrives={publication.arrives} />
    </PublicPage>
  );
}

interface LeadProps {
  readonly issue: IssueContent;
  readonly pairing: PairingContent;
}

function Lead({ issue, pairing }: LeadProps) {
  return (
    <section className="pairing lead-pairing">
      <VerdictHead pairing={pairing} issue={issue} />
      <div className="beside">
        <div>
          <Prose of={issue.intro} className="intro" />
          <Picks pairing={pairing} />
          <Seats pairing={pairing} />
          <GlanceTable pairing={pairing} />
          <p className="onward">
            <a href={`/compare/${pairing.slug}`}>
              {'All the quotes on '}
              <PairingName a={pairing.a.name} b={pairing.b.name} />
            </a>
            {' or '}
            <a href={`/issues/${issue.week}`}>{`the whole issue No.\u00a0${issue.number}`}</a>
          </p>
        </div>
        <SignUpSection source="front" />
      </div>
    </section>
  );
}

function AlsoThisWeek({ pairings, week }: { pairings: readonly PairingContent[]; week: string }) {
  return (
    <section className="also">
      <h2>
        <a href={`/issues/${week}`}>Also this week</a>
      </h2>
      <div className="shorts">
        {pairings.map(pairing => (
          <Short key={pairing.slug} pairing={pairing} />
        ))}
      </div>
    </section>
  );
}

function Short({ pairing }: { pairing: PairingContent }) {
  const { a, b, category, slug, verdict } = pairing;
  return (
    <article className="short">
      <p className="kicker" dir="auto">
        {category}
      </p>
      <h3>
        <a href={`/compare/${slug}`}>
          <PairingName a={a.name} b={b.name} />
        </a>
      </h3>
      <p className="verdict">
        <Sentence of={verdict} names={[a.name, b.name]} />
      </p>
      <Picks pairing={pairing} />
    </article>
  );
}

function Past({ issues, arrives }: { issues: readonly ArchiveLine[]; arrives: string }) {
  return (
    <section className="past">
      <h2>{issues.length === 0 ? 'The next verdict' : 'Earlier verdicts'}</h2>
      <PastIssues issues={issues} />
      <p className="soft">
        {`Issues come ${arrives}. `}
        <a href="/issues">All issues</a>
      </p>
    </section>
  );
}
