import { DEFAULT_SHARE, DEFAULT_WAIT_HOURS, MOST_ARMS } from './trial-plan.ts';

/** What editors want tried: further subjects for the mail in their own order (docs/decisions/218). */
export interface TrialWish {
  /** Beside the first choice, which is the issue's own subject. One to three. */
  readonly subjects: readonly string[];
  /** Percent of those who get the editors' order that get one of the subjects at once. */
  readonly share: number;
  /** How long the rest waits at most, from the first mail on. */
  readonly hours: number;
}

/** The first choice included. */
export const MOST_SUBJECTS = MOST_ARMS;
/** Percent. Somebody must be left for whom it is found out. */
export const SHARES = { least: 1, most: 90, usual: 100 * DEFAULT_SHARE } as const;
/** Usually until half of all clicks have come. A vote is open for a day at least (vote-close.ts): the rest has half of it. */
export const HOURS = { least: 1, most: 12, usual: DEFAULT_WAIT_HOURS } as const;

/** Variants of a mail are numbered by the pairing that leads; those of a further subject begin above this, times its arm. */
const ARM_STEP = 100;

/** The highest number that a variant can have. */
export const MOST_VARIANT = ARM_STEP * MOST_SUBJECTS - 1;

/** The number of the mail that has the editors' order under one of the subjects, 0 being the first choice. */
export function variantOfArm(arm: number): number {
  return 1 + ARM_STEP * arm;
}

/** Which of the subjects a variant has: 0 for the first choice, and in every mail that another pairing leads. */
export function armOfVariant(variant: number): number {
  return Math.floor(variant / ARM_STEP);
}

/** Which pairing leads a variant, from 1. */
export function leadOfVariant(variant: number): number {
  return variant % ARM_STEP;
}

/** `variant 2` where pairing 2 leads, `subject 2` where the first other subject is on trial. */
export function variantName(variant: number): string {
  const arm = armOfVariant(variant);
  return arm === 0 ? `variant ${variant}` : `subject ${arm + 1}`;
}
