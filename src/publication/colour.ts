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
  return printed(parts(one).map((value, at) => value + ((second[at] ?? 0) - value) * share));
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

/** The same hue in the least lighter or darker shade that meets a wish; white or black where none does. */
export function shadeUntil(
  colour: string,
  towards: 'light' | 'dark',
  isGood: (shade: string) => boolean,
): string {
  const { hue, saturation, lightness } = hslOf(colour);
  const end = towards === 'light' ? 1 : 0;
  for (let percent = 0; percent <= 100; percent++) {
    const shade =
      percent === 0
        ? colour
        : rgbOf({ hue, saturation, lightness: lightness + ((end - lightness) * percent) / 100 });
    if (isGood(shade)) return shade;
  }
  return end === 1 ? '#ffffff' : '#000000';
}

interface Hsl {
  /** Degrees. */
  readonly hue: number;
  readonly saturation: number;
  readonly lightness: number;
}

function hslOf(colour: string): Hsl {
  const [red = 0, green = 0, blue = 0] = parts(colour).map(value => value / 255);
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const [lightness, spread] = [(most + least) / 2, most - least];
  if (spread === 0) return { hue: 0, saturation: 0, lightness };
  const sixth =
    most === red
      ? (green - blue) / spread + 6
      : most === green
        ? (blue - red) / spread + 2
        : (red - green) / spread + 4;
  return { hue: (sixth * 60) % 360, saturation: spread / (1 - Math.abs(2 * lightness - 1)), lightness };
}

function rgbOf({ hue, saturation, lightness }: Hsl): string {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  return printed(
    [0, 8, 4].map(at => {
      const place = (at + hue / 30) % 12;
      return 255 * (lightness - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1)));
    }),
  );
}

function printed(values: readonly number[]): string {
  return `#${values.map(value => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}
