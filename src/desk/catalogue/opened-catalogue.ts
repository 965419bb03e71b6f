import { loadCatalogue } from '../../catalogue/catalogue.ts';
import type { LoadResult } from '../../catalogue/catalogue-draft.ts';
import type { Tool } from '../../catalogue/tool.ts';
import { type CatalogueSummary, type Findings, findingsOf, lineOf, summaryHead } from './tool-line.ts';

/** A catalogue file that was read. */
export type OpenedCatalogue =
  | { readonly kind: 'invalid'; readonly findings: Findings }
  | {
      readonly kind: 'loaded';
      readonly findings: Findings;
      readonly summary: CatalogueSummary;
      /** One tool with its reviews. @returns `gone` when it is no longer held and the file must be read again */
      tool(slug: string): Promise<Tool | null | 'gone'>;
      close(): Promise<void>;
    };

export type OpenCatalogue = (path: string) => Promise<OpenedCatalogue>;

/** Reads a file in this thread and holds all of it: for those of ordinary size. */
export async function openHere(path: string): Promise<OpenedCatalogue> {
  return openLoaded(await loadCatalogue(path));
}

/** One that is in memory already. */
export function openLoaded(loaded: LoadResult): OpenedCatalogue {
  if (loaded.kind === 'invalid') return { kind: 'invalid', findings: findingsOf(loaded.problems) };
  const { catalogue } = loaded;
  const bySlug = new Map(catalogue.tools.map(tool => [tool.slug, tool]));
  return {
    kind: 'loaded',
    findings: findingsOf(loaded.warnings),
    summary: { ...summaryHead(catalogue), lines: catalogue.tools.map(lineOf) },
    tool: async slug => bySlug.get(slug) ?? null,
    close: async () => {},
  };
}
