import { canonicalJson } from '../../catalogue/canonical-json.ts';
import type { Store } from '../../storage/database.ts';
import { readSnapshot } from '../../storage/issue/catalogue-snapshots.ts';
import { isSnapshotOfSent } from '../../storage/issue/sent-issues.ts';

/**
 * The catalogue that a sent issue was picked from, as the very text that its hash is of: `sha256sum` gives the file's name.
 * Null for every other. It comes a few tools at a time.
 */
export async function catalogueFile(store: Store, hash: string): Promise<AsyncIterable<string> | null> {
  return (await isSnapshotOfSent(store, hash)) ? pieces(store, hash) : null;
}

const TOOLS_AT_ONCE = 100;

/** As catalogueHash takes them in. */
async function* pieces(store: Store, hash: string): AsyncGenerator<string> {
  const { panel, tools } = await readSnapshot(store, hash);
  yield `{"panel":${canonicalJson(panel)},"tools":[`;
  for (let from = 0; from < tools.length; from += TOOLS_AT_ONCE) {
    const some = tools
      .slice(from, from + TOOLS_AT_ONCE)
      .map(canonicalJson)
      .join(',');
    yield from === 0 ? some : `,${some}`;
  }
  yield ']}';
}
