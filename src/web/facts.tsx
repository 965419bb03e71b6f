import { Fragment, type ReactNode } from 'react';

/** A fact's name and what it is; null leaves the fact out. */
export type Fact = readonly [name: ReactNode, what: ReactNode];

/** Facts about one thing, a line each. Those that are null are left out. */
export function Facts({ of, className = 'facts' }: { of: readonly Fact[]; className?: string }) {
  return (
    <dl className={className}>
      {of.map(([name, what], index) =>
        what === null ? null : (
          <Fragment key={index}>
            <dt>{name}</dt>
            <dd>{what}</dd>
          </Fragment>
        ),
      )}
    </dl>
  );
}
