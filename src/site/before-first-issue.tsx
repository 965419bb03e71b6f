import { Said } from '../../templates/said.tsx';
import { usePublication } from '../web/publication.tsx';
import { SeatLegend } from '../web/seat-legend.tsx';
import { useWords } from '../web/use-words.ts';
import { PublicPage } from './public-page.tsx';
import { SignUpSection } from './sign-up-section.tsx';
import { siteData } from './structured-data.tsx';

/**
 * The front page while there is no issue to show: what this is, and when the first one comes.
 * @param outbox whether this visitor may read the mails that stay on this machine
 */
export function BeforeFirstIssue({ outbox }: { readonly outbox: boolean }) {
  const publication = usePublication();
  const words = useWords();
  const { tagline, compared } = publication.style;
  const { many } = compared;
  const toOutbox = <a href="/outbox">{words.say('site.first.outbox')}</a>;
  return (
    <PublicPage
      path="/"
      title={words.say('site.front.title', { many })}
      description={tagline}
      data={[siteData(publication, null)]}
      hasForm
    >
      <h1>{words.say('site.first.title', { many })}</h1>
      <p className="lead">{words.say('site.first.lead', { many })}</p>
      <SeatLegend />
      <SignUpSection source="front" />
      <section>
        <h2>{words.say('site.first.not-yet')}</h2>
        <p>{words.say('site.first.arrives', { arrives: publication.arrives })}</p>
        {outbox ? (
          <p>
            <Said parts={words.parts('site.first.development', { outbox: toOutbox })} />
          </p>
        ) : null}
      </section>
    </PublicPage>
  );
}
