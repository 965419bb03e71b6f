export type ConsentEvent = 'requested' | 'confirmed' | 'imported' | 'changed' | 'unsubscribed' | 'erased';

/** One line of the append-only record that proves what was agreed to, when, and in which words. */
export interface Consent {
  readonly event: ConsentEvent;
  /** Epoch ms. */
  readonly at: number;
  /** The exact words shown or given; '' where there were none. */
  readonly wording: string;
  /** Where it happened: `form`, `mail`, `import`, … */
  readonly source: string;
  readonly evidence: Evidence;
}

/** What else was recorded. Everything but the facts in KEPT is cut when the person is erased. */
export interface Evidence {
  /** How: `one-click`, `page`, `mailto`, `provider`, `import`, … */
  readonly method?: string;
  readonly wordingVersion?: string;
  readonly privacyVersion?: string;
  /** The page or form. */
  readonly form?: string;
  /** What an imported row said. */
  readonly status?: string;
  /** Whose export it came in: `mailchimp`, `ghost`, … */
  readonly from?: string;
  /** What that export told, each an ISO date: when they asked, confirmed, left. */
  readonly askedAt?: string;
  readonly confirmedAt?: string;
  readonly leftAt?: string;
  /** Where they had signed up, in that service’s words. */
  readonly signedUpAt?: string;
  readonly locale?: string;
  readonly ip?: string;
  readonly userAgent?: string;
  /** Digest of the confirmation's token. */
  readonly tokenHash?: string;
}

const KEPT: readonly (keyof Evidence)[] = [
  'method',
  'wordingVersion',
  'privacyVersion',
  'form',
  'status',
  'from',
  'askedAt',
  'confirmedAt',
  'leftAt',
];

/** The facts of a consent without whatever could lead to the person. */
export function withoutPersonalData(evidence: Evidence): Evidence {
  return Object.fromEntries(KEPT.filter(key => key in evidence).map(key => [key, evidence[key]]));
}
