import type { ProseBlock, ProseSpan } from '../issue/prose.ts';
import { pageWidth, wrap } from './text-layout.ts';

/** A block of editors' Markdown as plain text: the words, and below them where they lead, each on a line of its own. */
export function proseText(block: ProseBlock): string[] {
  if (block.kind === 'paragraph') return [...wrap(words(block.spans)), ...links(block.spans)];
  return block.items.flatMap((spans, index) => {
    const marker = block.start === null ? '- ' : `${block.start + index}. `;
    const hanging = ' '.repeat(marker.length);
    const [first = hanging, ...others] = wrap(words(spans), pageWidth, hanging);
    return [`${marker}${first.slice(marker.length)}`, ...others, ...links(spans)];
  });
}

function words(spans: readonly ProseSpan[]): string {
  return spans.map(span => span.text).join('');
}

function links(spans: readonly ProseSpan[]): string[] {
  return [...new Set(spans.map(span => span.href))].filter(href => href !== '').map(href => `  ${href}`);
}
