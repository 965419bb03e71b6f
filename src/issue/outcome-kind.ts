/** How the panel left a pairing: every wording of an outcome belongs to one of these. */
export type OutcomeKind =
  /** Recommended, and ahead of one that is not skipped. */
  | 'leads'
  /** Recommended, and ahead of one that the panel skips. */
  | 'passes'
  /** Ahead, and no more than mixed. */
  | 'mixed'
  /** Ahead, and skipped like the other. */
  | 'least'
  /** Level, by what the panel says of both. */
  | 'both'
  | 'close'
  | 'neither'
  /** Only one of them has a verdict. */
  | 'open'
  | 'unjudged';
