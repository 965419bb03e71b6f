/** The way around the site, in the masthead of every public page. */
export function SiteNav({ current, subscribe = '/#subscribe' }: { current?: string; subscribe?: string }) {
  const link = (href: string, words: string) => (
    <li>
      <a href={href} aria-current={href === current ? 'page' : undefined}>
        {words}
      </a>
    </li>
  );
  return (
    <nav aria-label="Site">
      <ul>
        {link('/issues', 'Issues')}
        {link('/how-we-pick', 'How we pick')}
        {link(subscribe, 'Subscribe')}
      </ul>
    </nav>
  );
}
