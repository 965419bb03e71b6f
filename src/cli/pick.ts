import type { App } from '../compose.ts';
import { EXIT, forTerminal } from '../exit.ts';
import { pullCatalogue } from '../newsroom/catalogue/pull-catalogue.ts';
import { pickDocument } from '../newsroom/pick-document.ts';
import { dryPick, nothingLeft, pickWeek } from '../newsroom/pick-week.ts';
import { readSnapshot } from '../storage/issue/catalogue-snapshots.ts';
import { narrowingLines, pickLines } from './pick-lines.ts';
import { chosenWeek, endSignal, printJson, withApp } from './with-app.ts';

interface Options {
  readonly week?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function pickCommand(options: Options): Promise<number> {
  return withApp(async app => {
    const week = chosenWeek(app, options);
    if (!options.dryRun && !(await freshCatalogue(app, week))) {
      console.error('Ended before anything was picked.');
      return EXIT.broken;
    }
    const outcome = options.dryRun ? await dryPick(app, week) : await pickWeek(app, week, 'command line');
    if (outcome.kind === 'invalid_catalogue') {
      console.error(outcome.message);
      return EXIT.no;
    }
    const result =
      outcome.kind === 'dry'
        ? {
            pick: outcome.pick,
            catalogue: outcome.catalogue,
            catalogueHash: outcome.catalogue.hash,
            narrowings: outcome.narrowings,
            reason: nothingLeft(outcome.narrowings),
            seed: app.settings.PICK_SEED,
          }
        : {
            pick: outcome.issue.pick,
            catalogue: await readSnapshot(app.store, outcome.issue.catalogueHash),
            catalogueHash: outcome.issue.catalogueHash,
            narrowings: outcome.narrowings,
            reason: outcome.issue.reason,
            seed: outcome.issue.seed,
          };
    if (options.json) printJson(pickDocument(week, result));
    else {
      console.log(pickLines(week, result.pick, result.catalogue, result.reason).join('\n'));
      for (const line of narrowingLines(result.narrowings)) console.log(line);
      console.log(FOOTNOTES[outcome.kind](week));
    }
    return result.pick.pairings.length === 0 ? EXIT.no : EXIT.done;
  });
}

/**
 * Fetches the catalogue of a week that is not picked yet, where it has an address. Whatever comes of it, the last good one is
 * there to be picked from. @returns false when it was asked to end
 */
async function freshCatalogue(app: App, week: string): Promise<boolean> {
  if ((await app.issues.find(week)) !== null) return true;
  const signal = endSignal();
  const pull = await pullCatalogue(app, { signal });
  if (pull?.kind === 'refused' || pull?.kind === 'failed')
    console.error(forTerminal(`The catalogue was not renewed. ${pull.reason} ${pull.fix}`));
  return !signal.aborted;
}

const FOOTNOTES = {
  dry: () => 'Nothing was stored (--dry-run).',
  stored: (week: string) => `This is what was stored for ${week} before.`,
  picked: (week: string) => `Stored. Next: verdicts preview --week ${week} --out preview`,
};
