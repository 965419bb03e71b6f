import type { ComponentProps } from 'react';
import { IssuePage } from '../issue-page.tsx';

type AsidePageProps = Omit<ComponentProps<typeof IssuePage>, 'tab'> & { readonly back?: string };

/** A page aside from an issue's numbers, with the way back to them. */
export function AsidePage({ back = 'Back to the numbers', children, ...page }: AsidePageProps) {
  return (
    <IssuePage {...page} title={`${page.title}, ${page.issue.week}`} tab="progress">
      {children}
      <p className="return">
        <a href={`/desk/issues/${page.issue.week}/progress`}>{back}</a>
      </p>
    </IssuePage>
  );
}
