import type { Challenge } from '../../audience/proof-of-work.ts';
import type { Signup, Visitor } from '../../audience/signup.ts';
import type { FormSource } from '../../audience/signup-form.ts';

/** What sign-up pages and forms need of the rest of the program; src/signup-deps.ts supplies it. */
export interface SignupDeps {
  /** What a reader may be interested in: the catalogue's categories, sorted, in its case. */
  readonly categories: readonly string[];
  /** TRUST_PROXY. */
  readonly trustedProxies: number;
  /** The signed field of one form as served now: where it stands, and since when. Writes nothing. */
  stamp(source: FormSource): string;
  /**
   * Takes in a sign-up; nothing in the answer tells what is known of the address.
   * @returns what a program must solve to be admitted; null when it need not come again
   */
  subscribe(signup: Signup): Promise<Challenge | null>;
  /** What a form may solve while it is filled in; null while there is no need. Writes nothing. */
  offerChallenge(network: string): Promise<Challenge | null>;
  /** Whether we made this link and it is not too old; whether it was used, only confirm tells. Writes nothing. */
  isConfirmLink(token: string): boolean;
  confirm(token: string, visitor: Visitor): Promise<'confirmed' | 'ended'>;
}
