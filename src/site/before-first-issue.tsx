import { usePublication } from '../web/publication.tsx';
import { SeatLegend } from '../web/seat-legend.tsx';
import { PROMISE } from './front-page.tsx';
import { PublicPage } from './public-page.tsx';
import { SignUpSection } from './sign-up-section.tsx';
import { siteData } from './structured-data.tsx';

/**
 * The front page while there is no issue to show: what this is, and when the first one comes.
 * @param outbox whether this visitor may read the mails that stay on this machine
 */
export function BeforeFirstIssue({ outbox }: { readonly outbox: boolean }) {
  const publication = usePublication();
  return (
    <PublicPage
      path="/"
      title="Two AI tools, one verdict a week"
      description={PROMISE}
      data={[siteData(publication, null)]}
      hasForm
    >
      <h1>Two AI tools. One panel. Which would you ship?</h1>
      <p className="lead">
        Every week this newsletter sets two AI tools of the same kind side by side. A panel of named critics
        says of each: ship it, or skip it. You get the verdict first, then the reasons and the dissent, in a
        two-minute mail.
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
