/** One mail the gallery can show. */
export interface MailEntry {
  readonly kind: 'issue' | 'letter';
  readonly state: string;
}

export type Engine = 'react' | 'mjml';

export const engines: readonly Engine[] = ['react', 'mjml'];

/** A mail as it would leave, with what it weighs. */
export interface ShownMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Bytes. */
  readonly sizes: { readonly html: number; readonly text: number; readonly eml: number };
}
