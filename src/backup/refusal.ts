/** What stands in the way of a backup or a restore; nothing was changed. */
export interface Refusal {
  readonly kind: 'refused';
  readonly why: string;
  readonly fix: string;
}
