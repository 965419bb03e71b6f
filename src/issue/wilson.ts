/** Standard score of a two-sided 95% interval. */
const Z = 1.959964;

/**
 * The Wilson score interval of a share, 95%: honest at small counts and at none or all, unlike the plain one.
 * @returns both ends between 0 and 1; the whole range when there is nothing to count
 */
export function wilson(part: number, total: number): { readonly low: number; readonly high: number } {
  if (total === 0) {
    return { low: 0, high: 1 };
  }
  const share = part / total;
  const middle = (share + Z ** 2 / (2 * total)) / (1 + Z ** 2 / total);
  const spread =
    (Z / (1 + Z ** 2 / total)) * Math.sqrt((share * (1 - share)) / total + Z ** 2 / (4 * total ** 2));
  return { low: Math.max(0, middle - spread), high: Math.min(1, middle + spread) };
}
