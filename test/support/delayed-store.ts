import type { Store } from '../../src/storage/database.ts';

/** The same database, each of whose answers waits for this. */
export function delayedStore(store: Store, wait: () => Promise<void> | void): Store {
  const db = store.db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      await wait();
      return result;
    },
  });
  return { ...store, db };
}
