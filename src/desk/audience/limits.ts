/** Characters of an editor's reason. */
export const LONGEST_REASON = 200;
/** The largest file taken from a browser; the command takes any. */
export const LARGEST_IMPORT_BYTES = 20 * 1_024 * 1_024;
/** How many issues back a person's page looks. */
export const ISSUES_SHOWN = 12;
