/** Where in the life of a batch a sender is killed. */
export const MOMENTS = [
  /** Between the audience's rows and its batches. */
  'in the freeze',
  /** Before any of the requests that publish the mail, or before its id is written down; thin wire only. */
  'in the publication',
  'before the seal',
  /** Inside the claim's transaction, before its commit. */
  'in the seal',
  'after the seal',
  'during the post',
  /** The API has said yes and nobody has written it down. */
  'after acceptance',
  /** Inside the settle's transaction, after its first row was written. */
  'during the settle',
  'after the settle',
  /** Inside the transaction that decides which subject the rest gets, before its commit. */
  'in the decision',
] as const;
export type Moment = (typeof MOMENTS)[number];

/** One kill: at a named moment, by the sender's own hand, or at any time, from outside. */
export type KillPlan =
  | {
      readonly moment: Moment;
      /** Which time that moment comes, from 1. */
      readonly nth: number;
      /** Only for a post: how long it has been on its way, ms. */
      readonly delayMs: number;
    }
  | {
      readonly moment: 'at random';
      /** Sending requests of this sender's life before the kill. */
      readonly requests: number;
      readonly delayMs: number;
    };

export function isMoment(text: string | undefined): text is Moment {
  return MOMENTS.some(moment => moment === text);
}
