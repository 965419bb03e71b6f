// A thread of its own for a large catalogue: reading 100,000 tools would hold up every page and every batch for seconds.
import { parentPort, workerData } from 'node:worker_threads';
import { loadCatalogue } from '../../catalogue/catalogue.ts';
import type { Tool } from '../../catalogue/tool.ts';
import {
  type CatalogueSummary,
  type Findings,
  findingsOf,
  lineOf,
  summaryHead,
  type ToolLine,
} from './tool-line.ts';

/** What the thread is asked. */
export interface ToolQuestion {
  readonly id: number;
  readonly slug: string;
}

/** What it says, in this order: lines in portions, then the end of them; later one answer a question. */
export type WorkerWord =
  | { readonly kind: 'lines'; readonly lines: readonly ToolLine[] }
  | { readonly kind: 'loaded'; readonly findings: Findings; readonly head: Omit<CatalogueSummary, 'lines'> }
  | { readonly kind: 'invalid'; readonly findings: Findings }
  | { readonly kind: 'tool'; readonly id: number; readonly tool: Tool | null };

/** Lines in one message: taking it in holds up the other thread for some milliseconds. */
const PORTION = 5_000;
/** Nobody asks any more: the memory goes back. */
const IDLE_MS = 10 * 60_000;

const say = (word: WorkerWord) => parentPort?.postMessage(word);

const loaded = await loadCatalogue((workerData as { readonly path: string }).path);
if (loaded.kind === 'invalid') {
  say({ kind: 'invalid', findings: findingsOf(loaded.problems) });
  parentPort?.close();
} else {
  const { tools } = loaded.catalogue;
  for (let from = 0; from < tools.length; from += PORTION)
    say({ kind: 'lines', lines: tools.slice(from, from + PORTION).map(lineOf) });
  say({ kind: 'loaded', findings: findingsOf(loaded.warnings), head: summaryHead(loaded.catalogue) });
  const bySlug = new Map(tools.map(tool => [tool.slug, tool]));
  const idle = setTimeout(() => parentPort?.close(), IDLE_MS);
  parentPort?.on('message', ({ id, slug }: ToolQuestion) => {
    idle.refresh();
    say({ kind: 'tool', id, tool: bySlug.get(slug) ?? null });
  });
}
