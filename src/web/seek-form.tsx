import type { ReactNode } from 'react';
import { Button } from './button.tsx';

interface SeekFormProps {
  readonly action: string;
  readonly label: string;
  readonly text: string;
  /** What else narrows the search, beside the words. */
  readonly children?: ReactNode;
}

/** Looks for words in a list. */
export function SeekForm({ action, label, text, children }: SeekFormProps) {
  return (
    <search>
      <form method="get" action={action} className="seek">
        <label htmlFor="q">{label}</label>
        <input id="q" name="q" type="text" defaultValue={text} maxLength={254} autoComplete="off" />
        {children}
        <Button>Find</Button>
      </form>
    </search>
  );
}
