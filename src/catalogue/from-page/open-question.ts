/** What a page does not say, for the person who makes a catalogue of it. */
export interface OpenQuestion {
  /** Where the answer belongs: `$.tools[0].reviews[2].verdict`. */
  readonly path: string;
  /** A whole sentence, and what the page says in its stead. */
  readonly asks: string;
  /** Without it there is no catalogue. */
  readonly needed: boolean;
}
