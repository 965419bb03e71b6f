/** Who speaks for a tool or against it: below its quote, and before the verdict, which follows after a colon. */
export const REASON_WORDS = {
  ship: [
    '{who}',
    '{who} makes the case',
    '{who}, in favour',
    '{who} backs it',
    '{who} would take it',
    '{who} says yes',
    '{who} recommends it',
  ],
  skip: [
    '{who}',
    '{who} makes the case against it',
    '{who}, against',
    '{who} advises against it',
    '{who} would leave it',
    '{who} says no',
    '{who} turns it down',
  ],
} as const;

/** When to take which, where the catalogue says so. */
export const PICK_WORDS = 'Pick {tool} when {when}.';
