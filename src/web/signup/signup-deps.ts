import type { FormSource } from '../../audience/signup-form.ts';

/** What sign-up pages and forms need of the rest of the program; src/web-deps.ts supplies it. */
export interface SignupDeps {
  /** What a reader may be interested in: the catalogue's categories, sorted, in its case. */
  readonly categories: readonly string[];
  /** The signed field of one form as served now: where it stands, and since when. Writes nothing. */
  stamp(source: FormSource): string;
}
