import { source } from 'axe-core';
import type { Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds wrong on a page, a line each; empty when nothing is. Frames are left out: what is in them is judged
 * where it is made.
 *
 * Only the violations are brought over and the library is put in once a page: with the builder of @axe-core/playwright,
 * which carries every passed node along, a look took three times as long.
 */
export async function axeFaults(
  page: Page,
  { disabled = [] }: { readonly disabled?: readonly string[] } = {},
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return page.evaluate(run, { tags: TAGS, disabled });
}

async function run({ tags, disabled }: { tags: readonly string[]; disabled: readonly string[] }) {
  const { axe } = window as unknown as { axe: typeof import('axe-core') };
  const { violations } = await axe.run(document, {
    runOnly: { type: 'tag', values: [...tags] },
    rules: Object.fromEntries(disabled.map(id => [id, { enabled: false }])),
    resultTypes: ['violations'],
    iframes: false,
  });
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.length}×): ${nodes[0]?.html.slice(0, 200)}`,
  );
}
