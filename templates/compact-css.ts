/** A style sheet written to be read, without its line breaks and indentation. */
export function compactCss(css: string): string {
  return css
    .replace(/\s*\n\s*/g, '')
    .replace(/\s*([{;,])\s*/g, '$1')
    .replace(/:\s+/g, ':')
    .replace(/;}/g, '}');
}
