import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import type { App } from './compose.ts';
import { catalogueShelf } from './desk/catalogue/catalogue-shelf.ts';
import { openInWorker } from './desk/catalogue/open-in-worker.ts';
import { openHere } from './desk/catalogue/opened-catalogue.ts';
import { featuredTools } from './desk/catalogue/tool-search.ts';
import type { CatalogueDeps } from './web/desk/catalogue/catalogue-deps.ts';

/** From here on reading it here would be noticed elsewhere. */
const LARGE_BYTES = 2_000_000;
/** How long a page waits for a reading before it shows what was known before. */
const PATIENCE_MS = 3_000;

/** The catalogue's part of the desk. */
export function catalogueDeskDeps(app: App): CatalogueDeps {
  const { CATALOGUE: path, PUBLICATION_TIMEZONE: zone } = app.settings;
  const shelf = catalogueShelf({
    path,
    open: async file => {
      const size = await stat(file).then(
        found => found.size,
        () => 0,
      );
      return size > LARGE_BYTES ? openInWorker(file) : openHere(file);
    },
    now: app.now,
    patience: reading => Promise.race([reading, sleep(PATIENCE_MS, undefined, { ref: false })]),
  });
  return {
    ...shelf,
    featured: async () => featuredTools(await app.issues.all()),
    today: () =>
      Temporal.Instant.fromEpochMilliseconds(app.now()).toZonedDateTimeISO(zone).toPlainDate().toString(),
  };
}
