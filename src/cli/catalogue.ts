import { formatProblems } from '../catalogue/problem.ts';
import { countOf } from '../desk/count.ts';
import { EXIT, forTerminal } from '../exit.ts';
import { coverage } from '../pairing/coverage.ts';
import { chosenCatalogue } from './chosen-catalogue.ts';
import { foresightLines } from './foresight-lines.ts';

/** @param path '' for the one in the settings */
export async function catalogueCheck(path: string): Promise<number> {
  const { file, loaded } = await chosenCatalogue(path);
  const problems = loaded.kind === 'loaded' ? loaded.warnings : loaded.problems;
  if (problems.length > 0) console.log(formatProblems(problems));
  if (loaded.kind === 'invalid') return EXIT.no;
  const { tools, panel } = loaded.catalogue;
  const categories = new Set(tools.map(tool => tool.category)).size;
  const reviews = tools.reduce((sum, tool) => sum + tool.reviews.length, 0);
  const { missed, ...reach } = coverage(loaded.catalogue);
  const verdict = missed.length === 0 ? 'nothing wrong.' : 'no errors, but the picker leaves out:';
  console.log(
    `${file}: ${countOf(tools.length, 'tool')} in ${categories} ${categories === 1 ? 'category' : 'categories'}, ${countOf(reviews, 'review')} by ${countOf(panel.length, 'panellist')}; ${verdict}`,
  );
  for (const line of missed) console.log(forTerminal(`  ${line}`));
  for (const line of foresightLines(loaded.catalogue, reach)) console.log(line);
  return EXIT.done;
}
