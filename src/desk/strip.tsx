import type { ReactNode } from 'react';

interface StripProps {
  /** The state in a word or two, as it is marked. */
  readonly state: ReactNode;
  /** What that means, in a sentence or two. */
  readonly means: ReactNode;
  /** The one thing to do next; null where its button stands on the page already. */
  readonly act: ReactNode;
}

/** Above every page of a week: how it stands, what that means, and the one thing to do next. */
export function Strip({ state, means, act }: StripProps) {
  return (
    <div className="strip">
      <p className="standing">{state}</p>
      <div className="means">{means}</div>
      {act === null ? null : <div className="act">{act}</div>}
    </div>
  );
}

/** An act that is done on another page, or further down on this one. */
export function StepLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <a className="button" href={href}>
      {children}
    </a>
  );
}
