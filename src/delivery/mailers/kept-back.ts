import type { SuppressionReason } from '../../audience/suppression.ts';

/** An address that the provider itself mails no more: a mail to it is refused to that reader, whatever we think. */
export interface KeptBack {
  readonly email: string;
  readonly reason: Exclude<SuppressionReason, 'erased'>;
  /** In words, for editors. */
  readonly detail: string;
  /** Since when, epoch ms; 0 where it is not told. */
  readonly since: number;
}

export type KeptBackList =
  /** All of them, no page left out. */
  | { readonly kind: 'listed'; readonly addresses: readonly KeptBack[] }
  | { readonly kind: 'no_answer'; readonly why: string };
