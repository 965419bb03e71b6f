import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Half the size of what the package itself exports as its source, and put into hundreds of pages. */
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** The rules whose answer can change with colours and width alone. */
const LOOK_RULES = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];

interface AxeOptions {
  readonly disabled?: readonly string[];
  /** The same page was judged in full before, in another look. */
  readonly onlyLook?: boolean;
}

/**
 * What axe finds wrong on a page, a line each; empty when nothing is. Frames are left out: what is in them is judged
 * where it is made.
 *
 * Only the violations are brought over and the library is put in once a page: with the builder of @axe-core/playwright,
 * which carries every passed node along, a look took three times as long.
 */
export async function axeFaults(
  page: Page,
  { disabled = [], onlyLook = false }: AxeOptions = {},
): Promise<string[]> {
  // A click has ended when the next page begins; judged is a whole one.
  await page.waitForLoadState();
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(run, { tags: TAGS, disabled, rules: onlyLook ? LOOK_RULES : null });
}

async function run({
  tags,
  disabled,
  rules,
}: {
  tags: readonly string[];
  disabled: readonly string[];
  rules: readonly string[] | null;
}) {
  const { axe } = window as unknown as { axe: typeof import('axe-core') };
  const { violations } = await axe.run(document, {
    runOnly: rules ? { type: 'rule', values: [...rules] } : { type: 'tag', values: [...tags] },
    rules: Object.fromEntries(disabled.map(id => [id, { enabled: false }])),
    resultTypes: ['violations'],
    iframes: false,
  });
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.length}×): ${nodes[0]?.html.slice(0, 200)}`,
  );
}
