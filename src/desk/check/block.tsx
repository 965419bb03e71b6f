import type { ReactNode } from 'react';
import type { Typed } from './check-form.ts';
import type { CheckLook } from './check-look.ts';

/** What a part of the page is about, and what was typed in it. */
export interface PartProps {
  readonly look: CheckLook;
  readonly typed: Typed;
}

interface BlockProps {
  /** Of its heading, for links to it. */
  readonly id: string;
  readonly heading: string;
  readonly children: ReactNode;
}

/** One thing that can be decided or done on the page. */
export function Block({ id, heading, children }: BlockProps) {
  return (
    <section className="block" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {children}
    </section>
  );
}
