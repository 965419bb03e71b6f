/** A subscriber within one issue's audience, as frozen. */
export interface Recipient {
  readonly seq: number;
  readonly subscriberId: number;
  readonly email: string;
  /** '' when none was given. */
  readonly name: string;
  /** Which pairing leads this reader's mail, from 1. */
  readonly variant: number;
}
