import type { ReactNode } from 'react';
import { Page } from './page.tsx';
import type { WebDeps } from './web-deps.ts';

interface NoticeProps {
  readonly deps: Pick<WebDeps, 'publication' | 'sampleNote'>;
  /** HTTP status, for the masthead. */
  readonly status: string;
  readonly title: string;
  /** What to do now. */
  readonly children: ReactNode;
}

/** A page that has one thing to say: not found, not allowed, broken. */
export function Notice({ deps, status, title, children }: NoticeProps) {
  return (
    <Page deps={deps} title={title} aside={status}>
      <h1>{title}</h1>
      <p className="lead">{children}</p>
    </Page>
  );
}
