import type { CSSProperties } from 'react';
import { font, light, type } from '../tokens.ts';

type Size = keyof typeof type;

/** Serif text without margins but the one asked for. */
export function serif(size: Size, more: CSSProperties = {}): CSSProperties {
  return text(size, font.serif, more);
}

export function sans(size: Size, more: CSSProperties = {}): CSSProperties {
  return text(size, font.sans, more);
}

/** In shorthand: long-hand styles on each of a hundred elements are three kilobytes. */
function text(size: Size, family: string, more: CSSProperties): CSSProperties {
  const { marginTop, fontStyle, fontWeight, ...rest } = more;
  const face = [fontStyle, fontWeight, `${type[size].size}px/${type[size].line}px`, family];
  return {
    margin: marginTop === undefined ? 0 : `${marginTop}px 0 0`,
    font: face.filter(part => part !== undefined && part !== 'normal').join(' '),
    ...rest,
  };
}

/** For small print; goes with the class `soft`, which carries it into dark mode. */
export const softSans = sans('label', { color: light.soft });
