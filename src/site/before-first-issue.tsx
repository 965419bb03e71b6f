import { usePublication } from '../web/publication.tsx';
import { SeatLegend } from '../web/seat-legend.tsx';
import { PublicPage } from './public-page.tsx';
import { SignUpSection } from './sign-up-section.tsx';
import { siteData } from './structured-data.tsx';

/**
 * The front page while there is no issue to show: what this is, and when the first one comes.
 * @param outbox whether this visitor may read the mails that stay on this machine
 */
export function BeforeFirstIssue({ outbox }: { readonly outbox: boolean }) {
  const publication = usePublication();
  const { tagline, compared, verdicts } = publication.style;
  return (
    <PublicPage
      path="/"
      title={`Two ${compared.many}, one verdict a week`}
      description={tagline}
      data={[siteData(publication, null)]}
      hasForm
    >
      <h1>{`Two ${compared.many}. One panel. Which would you ${verdicts.ship}?`}</h1>
      <p className="lead">
        {`Every week this newsletter sets two ${compared.many} of the same kind side by side. A panel of named critics says of each: ${verdicts.ship} it, or ${verdicts.skip} it. You get the verdict first, then the reasons and the dissent, in a two-minute mail.`}
      </p>
      <SeatLegend />
      <SignUpSection source="front" />
      <section>
        <h2>The first issue has not gone out yet</h2>
        <p>{`Issues come ${publication.arrives}. The newest will appear on this page.`}</p>
        {!outbox ? null : (
          <p>
            This is a development machine: <a href="/outbox">what it would have sent is in the outbox</a>.
          </p>
        )}
      </section>
    </PublicPage>
  );
}
