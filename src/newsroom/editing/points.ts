/** A score as it is printed. @param millionths as scores are kept */
export function points(millionths: number): string {
  return millionths < 0 ? signed(millionths) : (millionths / 1e6).toFixed(3);
}

/** With its sign, and a true minus. */
export function signed(millionths: number): string {
  const size = (Math.abs(millionths) / 1e6).toFixed(3);
  if (millionths === 0) return size;
  return millionths < 0 ? `−${size}` : `+${size}`;
}
