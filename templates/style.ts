import type { CSSProperties } from 'react';
import { HOUSE_LOOK, type Look } from '../src/publication/look.ts';
import type { Words } from '../src/words/words.ts';
import { type } from './tokens.ts';
import { type Wording, wordingOf } from './wording.ts';

type Size = keyof typeof type;
type Face = (size: Size, more?: CSSProperties) => CSSProperties;

/** What a template needs to know of whose mail or page it draws: colours, families, words. */
export interface Style extends Look {
  readonly words: Words;
  readonly wording: Wording;
  /** Where lines begin and end: programs know `left` and `right`, few know `start`. */
  readonly start: 'left' | 'right';
  readonly end: 'left' | 'right';
  /** Text without margins but the one asked for. */
  readonly serif: Face;
  readonly sans: Face;
  /** For small print; goes with the class `soft`, which carries it into dark mode. */
  readonly softSans: CSSProperties;
}

/** The side a text is held off from what stands before it. */
export function before({ start }: Pick<Style, 'start'>, pixels: number): CSSProperties {
  return start === 'left' ? { paddingLeft: pixels } : { paddingRight: pixels };
}

/** @param look the program's own where left out */
export function styleOf(look: Look = HOUSE_LOOK, words: Words): Style {
  const serif: Face = (size, more = {}) => text(size, look.font.serif, more);
  const sans: Face = (size, more = {}) => text(size, look.font.sans, more);
  const softSans = sans('label', { color: look.light.soft });
  const [start, end] =
    words.direction === 'rtl' ? (['right', 'left'] as const) : (['left', 'right'] as const);
  return { ...look, words, wording: wordingOf(words), start, end, serif, sans, softSans };
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
