import { resolve } from 'node:path';
import { loadCatalogue } from '../catalogue/catalogue.ts';
import { formatProblems } from '../catalogue/problem.ts';
import { settingsOrEnd } from '../compose.ts';
import { EXIT } from '../exit.ts';
import { coverage } from '../pairing/coverage.ts';
import { foresightLines } from './foresight-lines.ts';

/** @param path '' for the one in the settings */
export async function catalogueCheck(path: string): Promise<number> {
  const file = path === '' ? settingsOrEnd().CATALOGUE : resolve(path);
  const loaded = await loadCatalogue(file);
  const problems = loaded.kind === 'loaded' ? loaded.warnings : loaded.problems;
  if (problems.length > 0) console.log(formatProblems(problems));
  if (loaded.kind === 'invalid') return EXIT.no;
  const { tools, panel } = loaded.catalogue;
  const categories = new Set(tools.map(tool => tool.category)).size;
  const reviews = tools.reduce((sum, tool) => sum + tool.reviews.length, 0);
  const { missed, ...reach } = coverage(loaded.catalogue);
  const verdict = missed.length === 0 ? 'nothing wrong.' : 'no errors, but the picker leaves out:';
  console.log(
    `${file}: ${tools.length} tools in ${categories} ${categories === 1 ? 'category' : 'categories'}, ${reviews} reviews by ${panel.length} panellists; ${verdict}`,
  );
  for (const line of missed) console.log(`  ${line}`);
  for (const line of foresightLines(loaded.catalogue, reach)) console.log(line);
  return EXIT.done;
}
