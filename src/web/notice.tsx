import type { ReactNode } from 'react';
import { Page } from './page.tsx';

interface NoticeProps {
  /** HTTP status, for the masthead. */
  readonly status: string;
  readonly title: string;
  /** What to do now. */
  readonly children: ReactNode;
}

/** A page that has one thing to say: not found, not allowed, broken. */
export function Notice({ status, title, children }: NoticeProps) {
  return (
    <Page title={title} aside={status}>
      <h1>{title}</h1>
      <p className="lead">{children}</p>
    </Page>
  );
}
