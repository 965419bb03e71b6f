import { Said } from '../../templates/said.tsx';
import { GlanceTable } from '../../templates/web/glance-table.tsx';
import { Prose } from '../../templates/web/prose.tsx';
import { Seats } from '../../templates/web/seats.tsx';
import { Sentence } from '../../templates/web/sentence.tsx';
import type { IssueContent, PairingContent } from '../issue/content.ts';
import type { ArchiveLine, SentIssue } from '../storage/issue/archive.ts';
import { usePublication } from '../web/publication.tsx';
import { useWords } from '../web/use-words.ts';
import { AsFrozen } from './as-frozen.tsx';
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
  const words = useWords();
  const { tagline, compared } = publication.style;
  const { content } = latest;
  const [lead, ...others] = content.pairings;
  return (
    <PublicPage
      path="/"
      title={words.say('site.front.title', { many: compared.many })}
      description={words.say('site.front.description', {
        tagline,
        verdict: lead?.verdict ?? content.preheader,
      })}
      data={[siteData(publication, latest)]}
      spread
      hasForm
    >
      <p className="promise">{tagline}</p>
      {lead ? <Lead issue={content} pairing={lead} /> : null}
      {others.length === 0 ? null : <AlsoThisWeek pairings={others} issue={content} />}
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
      <AsFrozen issue={issue} as="div">
        <VerdictHead pairing={pairing} issue={issue} />
      </AsFrozen>
      <div className="beside">
        <AsFrozen issue={issue} as="div">
          <Prose of={issue.intro} className="intro" />
          <Picks pairing={pairing} />
          <Seats pairing={pairing} />
          <GlanceTable pairing={pairing} />
          <p className="onward">
            <Onward issue={issue} pairing={pairing} />
          </p>
        </AsFrozen>
        <SignUpSection source="front" />
      </div>
    </section>
  );
}

function Onward({ issue, pairing }: LeadProps) {
  const words = useWords();
  const name = <PairingName a={pairing.a.name} b={pairing.b.name} />;
  const quotes = (
    <a href={`/compare/${pairing.slug}`}>
      <Said parts={words.parts('site.front.quotes', { pairing: name })} />
    </a>
  );
  const whole = (
    <a href={`/issues/${issue.week}`}>{words.say('site.front.whole-issue', { number: issue.number })}</a>
  );
  return <Said parts={words.parts('site.front.onward', { quotes, issue: whole })} />;
}

function AlsoThisWeek({ pairings, issue }: { pairings: readonly PairingContent[]; issue: IssueContent }) {
  return (
    <section className="also">
      <h2>
        <a href={`/issues/${issue.week}`}>{useWords().say('site.front.also')}</a>
      </h2>
      <div className="shorts">
        {pairings.map(pairing => (
          <Short key={pairing.slug} issue={issue} pairing={pairing} />
        ))}
      </div>
    </section>
  );
}

function Short({ issue, pairing }: LeadProps) {
  const { a, b, category, slug, verdict } = pairing;
  return (
    <AsFrozen issue={issue} as="article" className="short">
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
    </AsFrozen>
  );
}

function Past({ issues, arrives }: { issues: readonly ArchiveLine[]; arrives: string }) {
  const words = useWords();
  const all = <a href="/issues">{words.say('site.front.all-issues')}</a>;
  return (
    <section className="past">
      <h2>{words.say(issues.length === 0 ? 'site.front.next' : 'site.front.earlier')}</h2>
      <PastIssues issues={issues} />
      <p className="soft">
        <Said parts={words.parts('site.front.arrives', { arrives, all })} />
      </p>
    </section>
  );
}
