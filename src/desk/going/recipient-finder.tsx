import type { ReactNode } from 'react';
import { Button } from '../../web/button.tsx';

interface FinderProps {
  readonly week: string;
  readonly words?: string;
  /** What else narrows the search. */
  readonly children?: ReactNode;
}

/** Looks one reader up among the recipients of an issue. */
export function RecipientFinder({ week, words, children }: FinderProps) {
  return (
    <form action={`/desk/issues/${week}/recipients`} className="find">
      <label htmlFor="q">An address or part of one, a number, or words from a reason</label>
      <div className="line">
        <input id="q" name="q" defaultValue={words} maxLength={254} autoComplete="off" spellCheck={false} />
        {children}
        <Button>Find</Button>
      </div>
    </form>
  );
}
