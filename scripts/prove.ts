import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { PROJECT_ROOT } from '../src/config.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { isOrdeal, ORDEALS, type OrdealName } from './prove/ordeal.ts';
import { prove } from './prove/proof.ts';
import { proofPage, proofTables } from './prove/proof-page.ts';
import { SETUPS } from './prove/setups.ts';
import { faultsOf, type PlayedRound, repeatCommand, setupName } from './prove/tally.ts';

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
  ordeal: string;
  sideBySide: number;
  write?: boolean;
}>();

const setups = SETUPS.filter(
  setup =>
    (given.database === 'both' || given.database === setup.database) &&
    (given.wire === 'all' || given.wire === (setup.wire ?? 'full')) &&
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
    ordeals: chosenOrdeals(given.ordeal),
    postgresUrl: url,
    onRound: report,
  });
} finally {
  if (typeof postgres === 'object') await postgres?.stop();
}
console.log(`\n${proofTables(rounds)}`);
if (given.write) {
  const said = `npm run prove -- ${process.argv.slice(2).join(' ')}`;
  writeFileSync(join(PROJECT_ROOT, 'docs/proof.md'), proofPage(rounds, said));
}
process.exitCode = rounds.some(round => faultsOf(round).length > 0) ? 1 : 0;

function chosenOrdeals(name: string): readonly OrdealName[] {
  if (isOrdeal(name)) return [name];
  return name === 'none' ? [] : ORDEALS;
}

function report(round: PlayedRound): void {
  const faults = faultsOf(round);
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
