/** What RFC 8058 wants under the signature. */
const ONE_CLICK_HEADERS = ['list-unsubscribe', 'list-unsubscribe-post'] as const;

/** Which of them a signature's `h=` leaves out. @param signed names as `h=` has them, in any case */
export function unsignedOneClick(signed: readonly string[]): string[] {
  const names = new Set(signed.map(name => name.trim().toLowerCase()));
  return ONE_CLICK_HEADERS.filter(name => !names.has(name));
}
