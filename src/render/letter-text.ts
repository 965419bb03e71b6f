import type { LabelledLines, LetterBlock, LetterContent } from '../../templates/letter-content.ts';
import { columns, pad, pageWidth, tableRow, wrap } from './text-layout.ts';

/** The plain-text part: the same words in the same order. Addresses stay whole, everything else fits the page. */
export function letterText({
  publication,
  verdicts,
  aside,
  headline,
  blocks,
  footer,
}: LetterContent): string {
  const sections = [
    [...wrap(publication), ...wrap(aside), '='.repeat(pageWidth)],
    wrap(headline),
    ...blocks.map(block => layBlock(block, verdicts)),
    [
      '='.repeat(pageWidth),
      ...footer.links.flatMap(linkLines),
      ...wrap(footer.because),
      ...wrap(footer.postalAddress),
    ],
  ];
  return `${sections.map(lines => lines.join('\n')).join('\n\n')}\n`;
}

/** On one line where it fits. */
function linkLines({ label, url }: LetterContent['footer']['links'][number]): string[] {
  const line = `${label}: ${url}`;
  return columns(line) <= pageWidth ? [line] : [`${label}:`, url];
}

function layBlock(block: LetterBlock, verdicts: LetterContent['verdicts']): string[] {
  switch (block.kind) {
    case 'text':
    case 'small':
      return wrap(block.text);
    case 'action':
      return [`${block.link.label}:`, block.link.url];
    case 'facts':
      return layFacts(block);
    case 'change':
      return [...laySide(block.wrong), '', ...laySide(block.right)];
    case 'legend':
      return [...wrap(`[#] ${verdicts.ship}  ${block.ship}`), ...wrap(`[-] ${verdicts.skip}  ${block.skip}`)];
  }
}

function laySide({ label, lines }: LabelledLines): string[] {
  return [`${label}:`, ...indent(lines)];
}

function layFacts({ caption, rows, numeric }: Extract<LetterBlock, { kind: 'facts' }>): string[] {
  const names = Math.max(...rows.map(({ name }) => columns(name)));
  const values = Math.max(...rows.map(({ value }) => columns(value)));
  const width = Math.min(values, pageWidth - names - 4);
  return [
    caption,
    ...rows.flatMap(({ name, value }) => {
      if (numeric) return [`  ${pad(name, names)}${pad('', values - columns(value))}  ${value}`];
      return tableRow([name, value], [names, width]).map(line => `  ${line}`);
    }),
  ];
}

function indent(paragraphs: readonly string[]): string[] {
  return paragraphs.flatMap(words => wrap(words, pageWidth, '  '));
}
