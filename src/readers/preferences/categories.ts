import { stat } from 'node:fs/promises';
import { loadCatalogue } from '../../catalogue/catalogue.ts';

/**
 * The catalogue's categories, in alphabetical order. The file is read again when it has changed; while it is broken or
 * missing, what was known before counts.
 */
export function categoriesOf(path: string): () => Promise<readonly string[]> {
  let known: readonly string[] = [];
  let readAt = Number.NaN;
  return async () => {
    const changedAt = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => readAt,
    );
    if (changedAt === readAt) return known;
    readAt = changedAt;
    const loaded = await loadCatalogue(path);
    if (loaded.kind === 'loaded') {
      known = [...new Set(loaded.catalogue.tools.map(tool => tool.category))].toSorted();
    }
    return known;
  };
}
