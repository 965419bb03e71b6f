import { type ProseBlock, type ProseSpan, runsOf } from '../issue/prose.ts';
import { escapeHtml } from './reader-text.ts';

/**
 * A block of editors' Markdown as HTML for an MJML text: the same elements that templates/react/prose.tsx makes.
 * @param ink of its links
 * @param start where lines begin
 */
export function proseHtml(block: ProseBlock, { ink, start }: { ink: string; start: string }): string {
  if (block.kind === 'paragraph') return `<p dir="auto" style="margin:0">${spansHtml(block.spans, ink)}</p>`;
  const items = block.items.map(spans => `<li dir="auto">${spansHtml(spans, ink)}</li>`).join('');
  const style = `style="margin:0;padding-${start}:24px"`;
  return block.start === null
    ? `<ul ${style}>${items}</ul>`
    : `<ol start="${block.start}" ${style}>${items}</ol>`;
}

function spansHtml(spans: readonly ProseSpan[], ink: string): string {
  return runsOf(spans)
    .map(({ href, spans: run }) => {
      const words = run.map(spanHtml).join('');
      return href === '' ? words : `<a href="${escapeHtml(href)}" style="color:${ink}">${words}</a>`;
    })
    .join('');
}

function spanHtml({ text, strong, em }: ProseSpan): string {
  const upright = em ? `<em style="font-style:normal">${escapeHtml(text)}</em>` : escapeHtml(text);
  return strong ? `<strong>${upright}</strong>` : upright;
}
