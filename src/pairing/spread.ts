/** Shannon entropy of counts, in bits. */
export function entropy(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts
    .filter(count => count > 0)
    .reduce((bits, count) => bits - (count / total) * Math.log2(count / total), 0);
}

/** Gini coefficient of counts: 0 when all are equal, towards 1 the more one has of all; 0 of nothing. */
export function gini(counts: readonly number[]): number {
  const sorted = counts.toSorted((one, other) => one - other);
  const total = sorted.reduce((sum, count) => sum + count, 0);
  if (total === 0) return 0;
  const ranked = sorted.reduce((sum, count, index) => sum + count * (2 * (index + 1) - sorted.length - 1), 0);
  return ranked / (sorted.length * total);
}

/** The middle value, the lower one of two; 0 of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
