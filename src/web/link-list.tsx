import type { ReactNode } from 'react';

/** Where it leads, its words, and whether one is there already. */
export interface LinkInList {
  readonly href: string;
  readonly words: ReactNode;
  readonly current: boolean;
}

interface LinkListProps {
  /** Of the list, for who hears it. */
  readonly label: string;
  /** `tabs` for the pages of one thing, `kinds` for what a list can be narrowed to. */
  readonly className?: string;
  readonly links: readonly LinkInList[];
}

/** Links beside each other, one of which is where we are: tabs, filters, the way around. */
export function LinkList({ label, className, links }: LinkListProps) {
  return (
    <nav aria-label={label}>
      <ul className={className}>
        {links.map(({ href, words, current }) => (
          <li key={href}>
            <a href={href} aria-current={current ? 'page' : undefined}>
              {words}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
