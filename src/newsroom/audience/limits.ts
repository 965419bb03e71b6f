/** Characters of the reason that is kept beside an address. */
export const LONGEST_REASON = 200;
/** How many issues back a person's page looks. */
export const ISSUES_SHOWN = 12;
