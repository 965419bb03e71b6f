import type { ArchiveLine } from '../storage/issue/archive.ts';
import { usePublication } from '../web/publication.tsx';
import { useWords } from '../web/use-words.ts';
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
  const words = useWords();
  const title = words.say('site.archive.title');
  const path = page === 1 ? '/issues' : `/issues?page=${page}`;
  return (
    <PublicPage
      path={path}
      title={page === 1 ? title : words.say('site.archive.title-of-page', { page })}
      description={words.say('site.archive.description', {
        publication: publication.name,
        total,
        many: publication.style.compared.many,
      })}
      openData="/data/verdicts.ndjson"
      data={[breadcrumbs(publication, [[words.say('site.nav.issues'), '/issues']])]}
      spread
      hasForm
    >
      <h1>{title}</h1>
      <p className="lead">
        {total === 0
          ? words.say('site.archive.none', { arrives: publication.arrives })
          : words.say('site.archive.as-sent')}
      </p>
      <PastIssues issues={issues} />
      <Paging page={page} pages={Math.max(1, Math.ceil(total / ISSUES_PER_PAGE))} />
      <SignUpSection source="archive" />
    </PublicPage>
  );
}

function Paging({ page, pages }: { page: number; pages: number }) {
  const words = useWords();
  if (pages === 1) return null;
  const [newer, older] = [words.say('site.archive.newer'), words.say('site.archive.older')];
  const href = (to: number) => (to === 1 ? '/issues' : `/issues?page=${to}`);
  return (
    <nav className="paging" aria-label={words.say('site.archive.paging')}>
      {page > 1 ? (
        <a href={href(page - 1)} rel="prev">
          {newer}
        </a>
      ) : (
        <span>{newer}</span>
      )}
      <span>{words.say('site.archive.page', { page, pages })}</span>
      {page < pages ? (
        <a href={href(page + 1)} rel="next">
          {older}
        </a>
      ) : (
        <span>{older}</span>
      )}
    </nav>
  );
}
