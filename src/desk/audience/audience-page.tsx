import type { ReactNode } from 'react';
import { LinkList } from '../../web/link-list.tsx';
import { DeskPage } from '../desk-page.tsx';

interface AudiencePageProps {
  readonly title: string;
  readonly at: AudienceTab;
  /** What was just done. */
  readonly note?: string | undefined;
  /** What could not be done and why. */
  readonly problem?: string | undefined;
  readonly children: ReactNode;
}

type AudienceTab = 'overview' | 'readers' | 'suppressions' | 'files';

const TABS: readonly (readonly [AudienceTab, string, string])[] = [
  ['overview', '/desk/audience', 'Overview'],
  ['readers', '/desk/audience/readers', 'Find a reader'],
  ['suppressions', '/desk/audience/suppressions', 'Suppression list'],
  ['files', '/desk/audience/import', 'Import and export'],
];

/** What every page of the audience stands on: its heading, and the audience's pages below it. */
export function AudiencePage({ title, at, note, problem, children }: AudiencePageProps) {
  const heading = (
    <header className="issue-head">
      <h1>{title}</h1>
      <LinkList
        label="Audience"
        className="tabs"
        links={TABS.map(([tab, href, words]) => ({ href, words, current: tab === at }))}
      />
    </header>
  );
  return (
    <DeskPage title={title} at="audience" heading={heading} note={note} problem={problem}>
      {children}
    </DeskPage>
  );
}
