import type { ListedDifference } from '../catalogue/difference.ts';
import { formatProblems } from '../catalogue/problem.ts';
import type { App } from '../compose.ts';
import { countOf } from '../desk/count.ts';
import { EXIT, forTerminal } from '../exit.ts';
import { currentCatalogue, hasCatalogue } from '../newsroom/catalogue/current-catalogue.ts';
import { pullCatalogue } from '../newsroom/catalogue/pull-catalogue.ts';
import { isCatalogueAddress, shownAddress } from '../settings/catalogue-place.ts';
import { fetchedCatalogue, type Pull } from '../storage/issue/fetched-catalogue.ts';
import { differenceLines } from './difference-lines.ts';
import { endSignal, withApp } from './with-app.ts';

/**
 * Fetches and checks the catalogue, and says what is new in it.
 * @returns 1 for an answer that is not good, 3 when none came
 */
export function cataloguePull(): Promise<number> {
  return withApp(async app => {
    const { CATALOGUE: address } = app.settings;
    if (!isCatalogueAddress(address)) {
      console.error(
        `The catalogue is the file ${address}: it is read anew at each pick, and there is nothing to fetch.`,
      );
      return EXIT.usage;
    }
    const pull = await pullCatalogue(app, { signal: endSignal() });
    if (pull === null) {
      console.error('Ended before an answer came.');
      return EXIT.broken;
    }
    await tell(app, pull, address);
    return { kept: EXIT.done, unchanged: EXIT.done, refused: EXIT.no, failed: EXIT.broken }[pull.kind];
  });
}

async function tell(app: App, pull: Pull, address: string): Promise<void> {
  const shown = shownAddress(address);
  const { difference, fetchedAt, confirmedAt } = await fetchedCatalogue(app.store, address);
  if (pull.problems.length > 0) console.log(formatProblems(pull.problems));
  const hidden = pull.errors + pull.warnings - pull.problems.length;
  if (hidden > 0) console.log(`… and ${hidden} more.`);
  if (pull.kind === 'kept') {
    await tellKept(app, shown, difference);
    if (pull.reason !== '') console.error(forTerminal(`${pull.reason} ${pull.fix}`));
  } else if (pull.kind === 'unchanged') {
    console.log(
      `${shown}: nothing new${fetchedAt === null ? '' : ` since ${new Date(fetchedAt).toISOString()}`}.`,
    );
  } else {
    console.error(forTerminal(`${shown}: ${pull.reason} ${pull.fix}`));
    console.error(
      confirmedAt !== null && (await hasCatalogue(app))
        ? `In use is still the one last confirmed at ${new Date(confirmedAt).toISOString()}.`
        : 'There is no catalogue that can be used, so nothing can be picked.',
    );
  }
}

async function tellKept(app: App, shown: string, difference: ListedDifference | null): Promise<void> {
  const loaded = await currentCatalogue(app);
  const tools = loaded.kind === 'loaded' ? loaded.catalogue.tools.length : 0;
  console.log(`${shown}: a new catalogue of ${countOf(tools, 'tool')} is in use.`);
  if (difference === null) console.log('It is the first.');
  else for (const line of differenceLines(difference)) console.log(line);
}
