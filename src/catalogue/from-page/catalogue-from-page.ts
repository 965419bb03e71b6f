import { checkCatalogue } from '../catalogue.ts';
import type { Problem } from '../problem.ts';
import type { Panelist } from '../tool.ts';
import { entryFromPage } from './entry-from-page.ts';
import type { OpenQuestion } from './open-question.ts';
import { pageData } from './page-data.ts';
import { PagePanel } from './page-panel.ts';
import type { VerdictVocabulary } from './stated-verdict.ts';
import { toolsOnPage } from './tools-on-page.ts';

export interface PageOptions {
  /** Where the page came from: an address, or a file's name. */
  readonly source: string;
  /** ISO date: the day on which its tools come into the catalogue. */
  readonly today: string;
  readonly words: VerdictVocabulary;
  /** Whoever of them the page names keeps their id and chair. */
  readonly panel: readonly Panelist[];
}

export interface FromPage {
  /** As a catalogue file has it, without what the page does not say. */
  readonly catalogue: { readonly panel: readonly object[]; readonly tools: readonly object[] };
  readonly questions: readonly OpenQuestion[];
  /** What the checker finds beyond what is asked. */
  readonly problems: readonly Problem[];
  /** Blocks of data that could not be read. */
  readonly broken: number;
}

/** Makes entries of what a page says for machines: schema.org's tools with their reviews. Nothing is guessed. */
export function catalogueFromPage(html: string, { source, today, words, panel }: PageOptions): FromPage {
  const { items, broken } = pageData(html);
  const context = { source, today, words, panel: new PagePanel(panel) };
  const entries = toolsOnPage(items).map((tool, index) => entryFromPage(tool, `$.tools[${index}]`, context));
  const catalogue = { panel: context.panel.members(), tools: entries.map(({ tool }) => tool) };
  const questions = [...context.panel.questions(), ...entries.flatMap(entry => entry.questions)];
  const asked = new Set(questions.map(({ path }) => path));
  const result = checkCatalogue(catalogue, source);
  const problems = result.kind === 'loaded' ? result.warnings : result.problems;
  return { catalogue, questions, broken, problems: problems.filter(({ path }) => !asked.has(path)) };
}
