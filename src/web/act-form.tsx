import type { ReactNode } from 'react';

interface ActFormProps {
  /** For fields of it that stand outside of it. */
  readonly id?: string;
  /** Where it posts; the page's own address when left out. */
  readonly action?: string;
  /** What it says besides what is typed. */
  readonly fields?: Readonly<Record<string, string | number>>;
  readonly className?: string;
  /** What a script on the page goes by, as `data-…`. */
  readonly data?: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}

/** A form of one act, with what it must say hidden in it. */
export function ActForm({ id, action, fields = {}, className, data = {}, children }: ActFormProps) {
  const forScript = Object.fromEntries(Object.entries(data).map(([name, value]) => [`data-${name}`, value]));
  return (
    <form id={id} method="post" action={action} className={className} {...forScript}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
