import type { ReactNode } from 'react';

interface ButtonProps {
  /**
   * `quiet` beside the one act of a page, `small` in a line, `grave` for what ends something or cannot be taken back: stop,
   * erase, vouch. Several may stand together.
   */
  readonly look?: string;
  readonly name?: string;
  readonly value?: string;
  /** What it does and to whom, where the words alone do not say it. */
  readonly label?: string;
  readonly disabled?: boolean;
  /** Where it sends the form, if not where the form says. */
  readonly formAction?: string;
  /** Whether it sends the form however its fields are filled in. */
  readonly formNoValidate?: boolean;
  readonly children: ReactNode;
}

/** The button that sends a form. */
export function Button({ look, label, children, ...button }: ButtonProps) {
  return (
    <button
      type="submit"
      {...button}
      className={look === undefined ? 'button' : `button ${look}`}
      aria-label={label}
    >
      {children}
    </button>
  );
}
