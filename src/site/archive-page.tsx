import type { ArchiveLine } from '../storage/issue/archive.ts';
import { usePublication } from '../web/publication.tsx';
import { PastIssues } from './past-issues.tsx';
import { PublicPage } from './public-page.tsx';
import { SignUpSection } from './sign-up-section.tsx';
import { breadcrumbs } from './structured-data.tsx';

/** Issues on one page of the archive: half a year. */
export const ISSUES_PER_PAGE = 26;

interface ArchivePageProps {
  readonly issues: readonly ArchiveLine[];
  /** From 1. */
  readonly page: number;
  /** Of all issues. */
  readonly total: number;
}

/** `GET /issues`: every issue in a line, newest first. */
export function ArchivePage({ issues, page, total }: ArchivePageProps) {
  const publication = usePublication();
  const path = page === 1 ? '/issues' : `/issues?page=${page}`;
  return (
    <PublicPage
      path={path}
      title={page === 1 ? 'All issues' : `All issues, page ${page}`}
      description={`Every issue of ${publication.name} as it was sent, newest first: ${total} so far, each with its pairings of ${publication.style.compared.many} and the panel’s verdicts.`}
      data={[breadcrumbs(publication, [['Issues', '/issues']])]}
      spread
      hasForm
    >
      <h1>All issues</h1>
      <p className="lead">
        {total === 0
          ? `The first issue has not gone out yet. Issues come ${publication.arrives}.`
          : 'Each is shown as it was sent. Prices and verdicts are those of its day.'}
      </p>
      <PastIssues issues={issues} />
      <Paging page={page} pages={Math.max(1, Math.ceil(total / ISSUES_PER_PAGE))} />
      <SignUpSection source="archive" />
    </PublicPage>
  );
}

function Paging({ page, pages }: { page: number; pages: number }) {
  if (pages === 1) return null;
  const href = (to: number) => (to === 1 ? '/issues' : `/issues?page=${to}`);
  return (
    <nav className="paging" aria-label="Pages">
      {page > 1 ? (
        <a href={href(page - 1)} rel="prev">
          Newer
        </a>
      ) : (
        <span>Newer</span>
      )}
      <span>{`Page ${page} of ${pages}`}</span>
      {page < pages ? (
        <a href={href(page + 1)} rel="next">
          Older
        </a>
      ) : (
        <span>Older</span>
      )}
    </nav>
  );
}
