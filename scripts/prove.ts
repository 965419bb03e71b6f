import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { PROJECT_ROOT } from '../src/config.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { kitPlace, loadKit } from './prove/kit-place.ts';
import { isOrdeal, ORDEALS, type OrdealName } from './prove/ordeal.ts';
import { prove } from './prove/proof.ts';
import { proofPage, proofTables, withMailers } from './prove/proof-page.ts';
import { SETUPS } from './prove/setups.ts';
import { faultsOf, inShort, type PlayedRound, repeatCommand, type Setup, setupName } from './prove/tally.ts';

const command = new Command('prove')
  .description(
    'Kills real senders, starts them again, and compares our ledger with the mail API’s, reader by reader.',
  )
  .option('--rounds <number>', 'in all, taking turns over the set-ups', wholeNumber, 200)
  .option('--seed <number>', 'of the first round; each next one has the next number', wholeNumber, 1)
  .addOption(new Option('--database <name>').choices(['sqlite', 'postgres', 'both']).default('both'))
  .option(
    '--workers <number>',
    'only set-ups with so many sender processes: 1, 2 or 4 (Postgres)',
    wholeNumber,
  )
  .addOption(new Option('--wire <name>').choices(['full', 'thin', 'smtp', 'all']).default('all'))
  .option('--mailer <name>', 'one mailer by its kit: a name, a module’s path, or all of scripts/prove/kits')
  .addOption(
    new Option('--ordeal <name>', 'only this one, or none')
      .choices([...ORDEALS, 'all', 'none'])
      .default('all'),
  )
  .option('--side-by-side <number>', 'rounds at once', wholeNumber, 3)
  .option('--write', 'put the table and the machine into docs/proof.md')
  .parse();

const given = command.opts<{
  rounds: number;
  seed: number;
  database: string;
  workers?: number;
  wire: string;
  mailer?: string;
  ordeal: string;
  sideBySide: number;
  write?: boolean;
}>();

const tried = given.mailer === undefined ? [] : await mailersToTry(given.mailer);
const setups = (tried.length > 0 ? tried : SETUPS).filter(
  setup =>
    (given.database === 'both' || given.database === setup.database) &&
    (tried.length > 0 || given.wire === 'all' || given.wire === (setup.wire ?? 'full')) &&
    (given.workers === undefined || given.workers === setup.workers),
);
if (setups.length === 0) command.error('No set-up has that database and so many workers.');
const postgres = setups.some(setup => setup.database === 'postgres') ? await startPostgres() : null;
if (typeof postgres === 'string') command.error(`No Postgres to prove it on: ${postgres}`);

let rounds: PlayedRound[];
try {
  const { url = '' } = typeof postgres === 'object' && postgres ? postgres : {};
  rounds = await prove({
    ...given,
    setups,
    // What befalls an API as a whole is told to the proof's own stand-ins alone.
    ordeals: tried.length > 0 ? [] : chosenOrdeals(given.ordeal),
    postgresUrl: url,
    onRound: report,
  });
} finally {
  if (typeof postgres === 'object') await postgres?.stop();
}
console.log(`\n${proofTables(rounds)}`);
if (given.write) {
  const said = `npm run prove -- ${process.argv.slice(2).join(' ')}`;
  const file = join(PROJECT_ROOT, 'docs/proof.md');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, tried.length > 0 ? withMailers(before, rounds, said) : proofPage(rounds, said, before));
}
process.exitCode = rounds.some(round => faultsOf(round).length > 0) ? 1 : 0;

/** Each on both databases, alone and side by side. */
async function mailersToTry(name: string): Promise<Setup[]> {
  const kits = join(PROJECT_ROOT, 'scripts/prove/kits');
  const names = name === 'all' ? readdirSync(kits).map(file => basename(file, '.ts')) : [name];
  const tried = names.map(async each => {
    const kit = kitPlace(each);
    const setup = { mailer: each, kit, kitName: (await loadKit(kit)).name };
    return [
      { ...setup, database: 'sqlite' as const, workers: 1 },
      { ...setup, database: 'postgres' as const, workers: 2 },
    ];
  });
  return (await Promise.all(tried)).flat();
}

function chosenOrdeals(name: string): readonly OrdealName[] {
  if (isOrdeal(name)) return [name];
  return name === 'none' ? [] : ORDEALS;
}

function report(round: PlayedRound): void {
  const faults = inShort(faultsOf(round));
  const verdict = faults.length === 0 ? 'each once' : faults.join('; ');
  console.error(
    `seed ${round.seed}  ${setupName(round.setup).padEnd(25)}  ${(round.ordeal ?? '').padEnd(18)}  ${round.kills.length} kills, ${round.replays} replays: ${verdict}`,
  );
  if (faults.length > 0) console.error(`  again: ${repeatCommand(round)}`);
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}
