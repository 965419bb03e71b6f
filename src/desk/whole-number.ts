/** Null for anything but digits, and for more of them than an integer of Postgres holds. */
export function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
