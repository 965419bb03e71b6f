import { type } from '../../templates/tokens.ts';

/** A size of the tokens in one of the two families, as CSS `font` shorthand; the families come from paletteCss. */
export function face(size: keyof typeof type, family: 'serif' | 'sans'): string {
  return `${type[size].size}px/${type[size].line}px var(--${family})`;
}

/** For bytes and names of files. */
export const codeFace = '14px/22px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace';
