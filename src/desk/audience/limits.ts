/** The largest file taken from a browser; the command takes any. */
export const LARGEST_IMPORT_BYTES = 20 * 1_024 * 1_024;
