import type { ReactNode } from 'react';

interface ActFormProps {
  readonly week: string;
  readonly revision: number;
  /** Below the address: `pin`. */
  readonly act: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A form of one act, which says what it was made on. */
export function ActForm({ week, revision, act, fields = {}, className = 'inline', children }: ActFormProps) {
  return (
    <form method="post" action={`/desk/issues/${week}/${act}`} className={className}>
      <input type="hidden" name="revision" value={revision} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

/** A quiet button; `label` says to whom it belongs where the words alone do not. */
export function QuietButton({ words, label }: { words: string; label: string }) {
  return (
    <button type="submit" className="button quiet small" aria-label={`${words}: ${label}`}>
      {words}
    </button>
  );
}
