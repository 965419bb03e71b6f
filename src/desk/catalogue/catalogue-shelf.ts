import { fileVersion } from '../../catalogue/file-version.ts';
import type { Tool } from '../../catalogue/tool.ts';
import type { OpenCatalogue, OpenedCatalogue } from './opened-catalogue.ts';
import type { CatalogueSummary, Findings } from './tool-line.ts';

/** How the file stands and what there is to show of it. */
export interface CatalogueView {
  /** Path of the file, or the address without what may be secret in it. */
  readonly file: string;
  /** `reading`: it is new here, or has changed; what was known before is shown meanwhile. */
  readonly state: 'reading' | 'good' | 'broken';
  /** Of the last version that was read to its end; null before that. */
  readonly findings: Findings | null;
  /** The last version without errors that this process has read; null when there is none. */
  readonly summary: CatalogueSummary | null;
  /** When that was read, epoch ms. */
  readonly readAt: number | null;
}

interface CatalogueShelf {
  /** Looks whether the file has changed, which costs nothing, and reads it only then. */
  look(): Promise<CatalogueView>;
  /** One tool of the last good version. */
  tool(slug: string): Promise<Tool | null | 'reading'>;
}

type Loaded = Extract<OpenedCatalogue, { kind: 'loaded' }>;

/**
 * Holds the catalogue between looks.
 * @param parts.path names it on pages; a file's is opened, too
 * @param parts.version what is different once it has changed; a file's own when left out
 * @param parts.patience waits for a reading, but not longer than an editor waits for a page
 */
export function catalogueShelf(parts: {
  readonly path: string;
  readonly open: OpenCatalogue;
  readonly version?: () => Promise<string>;
  readonly now: () => number;
  patience(reading: Promise<void>): Promise<void>;
}): CatalogueShelf {
  let seen = '';
  let good: { readonly opened: Loaded; readonly readAt: number } | null = null;
  let findings: Findings | null = null;
  let isBroken = false;
  let reading: Promise<void> | null = null;

  const read = async (version: string) => {
    const opened = await parts.open(parts.path);
    seen = version;
    findings = opened.findings;
    isBroken = opened.kind === 'invalid';
    if (opened.kind === 'invalid') return;
    const before = good;
    good = { opened, readAt: parts.now() };
    await before?.opened.close();
  };
  const refresh = async () => {
    const version = await (parts.version?.() ?? fileVersion(parts.path));
    if (version !== seen) {
      reading ??= read(version).finally(() => {
        reading = null;
      });
    }
    if (reading !== null) await parts.patience(reading);
  };
  return {
    look: async () => {
      await refresh();
      return {
        file: parts.path,
        state: reading !== null ? 'reading' : isBroken ? 'broken' : 'good',
        findings,
        summary: good?.opened.summary ?? null,
        readAt: good?.readAt ?? null,
      };
    },
    tool: async slug => {
      await refresh();
      if (!good) return reading === null ? null : 'reading';
      const found = await good.opened.tool(slug);
      if (found !== 'gone') return found;
      seen = '';
      await refresh();
      const again = await good.opened.tool(slug);
      return again === 'gone' ? 'reading' : again;
    },
  };
}
