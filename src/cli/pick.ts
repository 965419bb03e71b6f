import { EXIT } from '../exit.ts';
import { pullCatalogue } from '../newsroom/catalogue/pull-catalogue.ts';
import { dryPick, nothingLeft, pickWeek } from '../newsroom/pick-week.ts';
import type { Pick } from '../pairing/pairing.ts';
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
    if (!options.dryRun) {
      const signal = endSignal();
      await pullCatalogue(app, { signal });
      if (signal.aborted) {
        console.error('Ended before anything was picked.');
        return EXIT.broken;
      }
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
    if (options.json) printJson(asDocument(week, result));
    else {
      console.log(pickLines(week, result.pick, result.catalogue, result.reason).join('\n'));
      for (const line of narrowingLines(result.narrowings)) console.log(line);
      console.log(FOOTNOTES[outcome.kind](week));
    }
    return result.pick.pairings.length === 0 ? EXIT.no : EXIT.done;
  });
}

const FOOTNOTES = {
  dry: () => 'Nothing was stored (--dry-run).',
  stored: (week: string) => `This is what was stored for ${week} before.`,
  picked: (week: string) => `Stored. Next: verdicts preview --week ${week} --out preview`,
};

/** What scripts read; scores are in units of 1, not millionths. */
function asDocument(week: string, result: { pick: Pick; catalogueHash: string; seed: string }) {
  return {
    week,
    pairings: result.pick.pairings.map(pairing => ({
      a: pairing.a,
      b: pairing.b,
      category: pairing.category,
      score: pairing.score / 1e6,
      terms: Object.fromEntries(Object.entries(pairing.terms).map(([name, value]) => [name, value / 1e6])),
      why: pairing.why,
      runnersUp: pairing.runnersUp.map(({ a, b, score }) => ({ a, b, score: score / 1e6 })),
    })),
    catalogueHash: result.catalogueHash,
    seed: result.seed,
    asked: result.pick.asked,
    rung: result.pick.rung,
  };
}
