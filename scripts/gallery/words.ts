/** `fiveAgainstFour` as `five against four`. */
export function spelled(state: string): string {
  return state.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

/** `23,510`: bytes as a number one can compare. */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
