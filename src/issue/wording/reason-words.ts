/** Who speaks for a tool or against it: below its quote, and before the verdict, which follows after a colon. */
export const REASON_WORDS = {
  ship: [
    '{who}',
    '{who} makes the case',
    '{who}, in favour',
    '{who} speaks for it',
    '{who} would take it',
    '{who} says yes',
    '{who} sides with it',
  ],
  skip: [
    '{who}',
    '{who} makes the case against it',
    '{who}, against',
    '{who} speaks against it',
    '{who} would leave it',
    '{who} says no',
    '{who} turns it down',
  ],
} as const;

/** When to take which, where the catalogue says so. */
export const PICK_WORDS = 'Pick {tool} when {when}.';
