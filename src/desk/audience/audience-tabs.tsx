type AudienceTab = 'overview' | 'readers' | 'suppressions' | 'files';

const TABS: readonly (readonly [AudienceTab, string, string])[] = [
  ['overview', '/desk/audience', 'Overview'],
  ['readers', '/desk/audience/readers', 'Find a reader'],
  ['suppressions', '/desk/audience/suppressions', 'Suppression list'],
  ['files', '/desk/audience/import', 'Import and export'],
];

/** The heading of every page of the audience, and its pages. */
export function AudienceTabs({ title, at }: { readonly title: string; readonly at: AudienceTab }) {
  return (
    <header className="issue-head">
      <h1>{title}</h1>
      <nav aria-label="Audience">
        <ul className="tabs">
          {TABS.map(([tab, href, words]) => (
            <li key={tab}>
              <a href={href} aria-current={tab === at ? 'page' : undefined}>
                {words}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}
