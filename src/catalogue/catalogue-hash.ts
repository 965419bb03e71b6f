import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { Panelist, Tool } from './tool.ts';

/**
 * sha256 (hex) over the canonical JSON of the panel and the tools. Expects them in their loaded order (panel by
 * id, tools by slug, reviews by panelist), which makes the order in the file irrelevant.
 */
export function catalogueHash(panel: readonly Panelist[], tools: readonly Tool[]): string {
  const hash = createHash('sha256');
  hash.update(`{"panel":${canonicalJson(panel)},"tools":[`);
  // One tool at a time: the JSON of 100,000 tools at once would double the memory of the whole program.
  tools.forEach((tool, index) => {
    hash.update(`${index === 0 ? '' : ','}${canonicalJson(tool)}`);
  });
  return hash.update(']}').digest('hex');
}
