/**
 * The only parts of a mail that differ from reader to reader. Templates are rendered once with placeholders in their
 * place (see compiled-mail.ts); a template gets this object and never learns who reads.
 */
export interface ReaderFields {
  /** Whom it goes to: the name, where one was given, and the address; text. */
  readonly reader: string;
  /** Absolute addresses. */
  readonly preferences: string;
  readonly unsubscribe: string;
  /** The ballot of one pairing (its position, from 1). A template adds `?choice=a`, `b`, `both` or `neither`. */
  vote(position: number): string;
}
