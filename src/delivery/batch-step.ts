/** What became of one attempt. */
export type BatchStep =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'settled';
      readonly batch: number;
      readonly mails: number;
      readonly taken: number;
      /** Why the first of those who were not taken was refused; '' when all were taken. */
      readonly refusal: string;
    }
  | { readonly kind: 'split'; readonly batch: number; readonly reason: string }
  | {
      readonly kind: 'later';
      readonly batch: number;
      readonly at: number;
      readonly reason: string;
      /** Something in between has answered in the mail API's place. */
      readonly foreign?: boolean;
    }
  /** `fresh`: by the answer to this attempt, not because one before it can no longer be asked about. */
  | { readonly kind: 'uncertain'; readonly batch: number; readonly reason: string; readonly fresh: boolean }
  /** The account is refused: no batch will pass until a person mends the settings. */
  | { readonly kind: 'blocked'; readonly batch: number; readonly reason: string };
