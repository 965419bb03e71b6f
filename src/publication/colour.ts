/** Arithmetic with colours written as `#rrggbb`, in lower case. */

/** How well one colour reads on another (WCAG 2.2): from 1, the same, to 21, black on white. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
}

/** From 0, black, to 1, white. */
export function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = parts(colour).map(value => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param share of the second colour, 0 to 1 */
export function mix(one: string, other: string, share: number): string {
  const second = parts(other);
  return `#${parts(one)
    .map((value, at) => Math.round(value + ((second[at] ?? 0) - value) * share))
    .map(value => value.toString(16).padStart(2, '0'))
    .join('')}`;
}

/** The least mixture of a colour with another that meets a wish; wholly the other where none does. */
export function mixUntil(colour: string, other: string, isGood: (mixed: string) => boolean): string {
  for (let percent = 0; percent < 100; percent++) {
    const mixed = mix(colour, other, percent / 100);
    if (isGood(mixed)) return mixed;
  }
  return other;
}

function parts(colour: string): number[] {
  return [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16));
}
