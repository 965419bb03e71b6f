import type { ReactNode } from 'react';

interface NamedWordsProps {
  /** Of what, and the words; null leaves it out. */
  readonly of: readonly (readonly [name: string, words: ReactNode])[];
  readonly className?: string;
  /** `quoted` keeps the lines as they were typed. */
  readonly wordsClass?: string;
}

/** What people wrote, each beside the name of what it is; in whatever direction it is read. */
export function NamedWords({ of, className = 'as-sent', wordsClass }: NamedWordsProps) {
  return (
    <dl className={className}>
      {of.map(([name, words]) =>
        words === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto" className={wordsClass}>
              {words}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}
