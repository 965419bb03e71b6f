import { useWords } from '../web/use-words.ts';

/** The way around the site, in the masthead of every public page. */
export function SiteNav({ current, subscribe = '/#subscribe' }: { current?: string; subscribe?: string }) {
  const words = useWords();
  const link = (href: string, said: string) => (
    <li>
      <a href={href} aria-current={href === current ? 'page' : undefined}>
        {said}
      </a>
    </li>
  );
  return (
    <nav aria-label={words.say('site.nav.label')}>
      <ul>
        {link('/issues', words.say('site.nav.issues'))}
        {link('/how-we-pick', words.say('site.nav.how-we-pick'))}
        {link(subscribe, words.say('site.nav.subscribe'))}
      </ul>
    </nav>
  );
}
