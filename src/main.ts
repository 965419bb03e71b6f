import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import {
  repeated,
  takeCount,
  takeEngine,
  takeNeverSealed,
  takeOutcome,
  takeWeek,
} from './cli/typed-option.ts';
import { webhookCommands } from './cli/webhook-commands.ts';
import { keepCompiled } from './compiled.mjs';
import { EXIT, fail, forTerminal } from './exit.ts';
import { printingNeverDecides } from './machine/log.ts';
import { VERSION } from './machine/version.ts';
import { setFlagsFor } from './sender-flags.mjs';
import './read-tsx.ts';

setFlagsFor(process.argv.slice(2));
keepCompiled(join(import.meta.dirname, '..'));
printingNeverDecides();

/** The command line: every command on one page. Each loads only what it needs, when it is called. */
const program = new Command('verdicts')
  .description(
    'A weekly newsletter of verdicts: picks the pairings, renders the issue, sends it exactly once.',
  )
  .version(VERSION, '-V, --version', 'print the version of this program')
  .showHelpAfterError('(add --help to see what it takes)')
  .configureOutput({ outputError: (text, write) => write(forTerminal(text)) })
  .exitOverride();

const week = ['--week <week>', 'ISO week such as 2026-W48; otherwise the current one', takeWeek] as const;
const json = ['--json', 'one JSON document on stdout; progress and logs go to stderr'] as const;
const by = ['--by <email>', 'the editor who does it, one of EDITORS'] as const;

command('start', 'serve; where nothing is set up yet, run a sample week first').action(
  run(async () => (await import('./cli/start.ts')).start()),
);
command('new', 'write a publication of your own into an empty folder; it works at once')
  .argument('<dir>', 'made if it does not exist')
  .action(run(async (_, dir) => (await import('./cli/new.ts')).newCommand(dir)));
command('serve', 'site, webhooks, scheduler and sender in one process').action(
  run(async () => (await import('./cli/serve.ts')).serve()),
);
command('worker', 'the sender alone; on Postgres, run as many as you like').action(
  run(async () => (await import('./cli/worker.ts')).worker()),
);

command(
  'pick',
  "pick the week's pairings, explain each and store the draft issue; run again, it shows what was stored",
)
  .option(...week)
  .option('--dry-run', 'compute without storing')
  .option(...json)
  .action(run(async options => (await import('./cli/pick.ts')).pickCommand(options)));
command('preview', 'write issue.html, .txt and .eml (also as variant-2 …), web.html and pairings.json')
  .option(...week)
  .option('--engine <engine>', 'react or mjml; otherwise TEMPLATE_ENGINE decides', takeEngine)
  .requiredOption('--out <dir>', 'folder for the files; created if it does not exist')
  .action(run(async options => (await import('./cli/preview.ts')).previewCommand(options)));
command('test-send', 'send a [TEST] mail to the addresses you name; its links work, its votes never count')
  .requiredOption('--to <addresses>', 'one or more addresses, separated by commas')
  .option(...week)
  .option('--engine <engine>', 'react or mjml', takeEngine)
  .option('--variant <n>', 'the mail led by pairing n', takeCount)
  .action(run(async options => (await import('./cli/test-send.ts')).testSendCommand(options)));
command('preflight', 'run the checks that come before approval; exit 1 on any error')
  .option(...week)
  .option(...json)
  .option('--links', 'also check every link over the network')
  .action(run(async options => (await import('./cli/preflight.ts')).preflightCommand(options)));

command('approve', 'approve exactly the bytes of this issue; any change voids the approval')
  .option(...week)
  .requiredOption(...by)
  .action(run(async options => (await import('./cli/release.ts')).approveCommand(options)));
for (const [name, description] of [
  ['hold', 'withdraw an approval: nothing goes out until the issue is approved again'],
  ['stop', 'stop a running send within one batch'],
  ['resume', 'carry on with a stopped send'],
  ['abort', 'end an issue for good'],
] as const) {
  command(name, description)
    .option(...week)
    .option(...by)
    .action(run(async options => (await import('./cli/release.ts')).steerCommand(name, options)));
}
command('send', 'freeze the audience and submit until settled; safe to kill and to repeat')
  .option(...week)
  .option('--now', 'skip SEND_CRON, the window, the undo delay and local hours; never the approval')
  .action(run(async options => (await import('./cli/send.ts')).sendCommand(options)));
command('status', 'the ledger: audience = submitted + suppressed + rejected + uncertain + pending')
  .option(...week)
  .option(...json)
  .action(run(async options => (await import('./cli/status.ts')).statusCommand(options)));
command('resolve', 'record what an editor found out about uncertain batches or rejected readers')
  .option(...week)
  .option('--batch <n>', 'the number of one batch', takeCount)
  .option('--all', 'every uncertain batch')
  .option('--rejected', 'with --all: instead, every reader who was rejected for a reason on our side')
  .requiredOption('--as <outcome>', 'submitted or not-sent', takeOutcome)
  .requiredOption(...by)
  .action(run(async options => (await import('./cli/resolve.ts')).resolveCommand(options)));
command('decide', 'choose which of the subjects on trial the rest gets, without waiting for the trial')
  .option(...week)
  .requiredOption('--subject <n>', 'its number, 1 for the first choice', takeCount)
  .requiredOption(...by)
  .action(run(async options => (await import('./cli/decide.ts')).decideCommand(options)));
command(
  'correct',
  'draft a correction for the readers who got the mistake; an editor approves it at the desk',
)
  .option(...week)
  .option('--wrong <words>', 'what the issue said')
  .option('--right <words>', 'what it should have said')
  .action(run(async options => (await import('./cli/correct.ts')).correctCommand(options)));
command('rebuild', 'render a past issue from its frozen inputs and compare; exit 1 on a difference')
  .requiredOption(...week)
  .requiredOption('--verify', 'compare hashes; nothing is written')
  .action(run(async options => (await import('./cli/rebuild.ts')).rebuildCommand(options)));

command(
  'verify',
  'recompute a published issue from its open data alone; exit 1 if anything is not as it must be',
)
  .argument('<place>', 'address of an issue, a comparison or verdicts.ndjson, or a file that was fetched')
  .option('--key <x>', 'accept this public key alone; otherwise the site’s own are asked for')
  .option(...json)
  .action(run(async (options, place) => (await import('./cli/verify.ts')).verifyCommand(place, options)));
command('approvals', 'the record of who approved which bytes')
  .command('export')
  .description('print who reviewed, changed and approved each issue; exit 1 if its chain does not hold')
  .option('--week <week>', 'ISO week such as 2026-W48; otherwise every issue', takeWeek)
  .option(...json)
  .action(run(async options => (await import('./cli/approvals.ts')).approvalsExport(options)));

const subscribers = command('subscribers', 'the readers: import, export, erase');
subscribers
  .command('import <file>')
  .description('add subscribers from a CSV file: our own, or the export of another service')
  .option(
    '--from <service>',
    'whose export it is: auto, mailchimp, substack, beehiiv, ghost, kit, buttondown, listmonk, csv',
    'auto',
  )
  .option('--map <field=column>', 'read a column as this field, or as nothing; may be repeated', repeated)
  .option('--map-status <word=state>', 'what a status word of the file counts as; may be repeated', repeated)
  .option('--everyone <state>', 'all in the file are at least this: pending, unsubscribed or suppressed')
  .option('--confirmed', 'they have agreed elsewhere: confirm them without a mail')
  .option('--consent <text>', 'the words they agreed to')
  .option('--dry-run', 'show how the file is read and what would happen, without writing')
  .option(...json)
  .action(run(async (options, file) => (await import('./cli/import.ts')).importCommand(file, options)));
subscribers
  .command('export')
  .description('all subscribers as CSV on stdout')
  .option('--out <file>', 'write to a file instead')
  .action(run(async options => (await import('./cli/subscribers.ts')).exportCommand(options)));
subscribers
  .command('erase <email>')
  .description('forget a person; only a keyed hash is kept')
  .action(run(async (_options, email) => (await import('./cli/subscribers.ts')).eraseCommand(email)));

const keys = command('keys', 'keys of other programs: make, list, withdraw; no key approves an issue');
keys
  .command('create')
  .description('make a key; it is printed once, on stdout')
  .requiredOption('--name <name>', 'what the log calls it')
  .requiredOption('--scope <scopes>', 'read, subscribers, editorial, sending-control; separated by commas')
  .action(run(async options => (await import('./cli/keys.ts')).keysCreate(options)));
keys
  .command('list')
  .description('all keys, when each was last used, and which are withdrawn')
  .option(...json)
  .action(run(async options => (await import('./cli/keys.ts')).keysList(options)));
keys
  .command('revoke')
  .description('withdraw a key at once and for good')
  .argument('<id>', 'its number, as list shows it', takeCount)
  .action(run(async (_options, id) => (await import('./cli/keys.ts')).keysRevoke(Number(id))));

command('sample', 'what the first run on sample data left behind')
  .command('clear')
  .description('remove the sample readers and the sample issue, with their pages, votes and links')
  .action(run(async () => (await import('./cli/sample.ts')).sampleClearCommand()));

const catalogue = command('catalogue', 'the catalogue: check it, fetch it, or make one');
catalogue
  .command('check [path]')
  .description('list every problem with its file, JSON path and fix; exit 1 if there is one')
  .action(run(async (_options, path) => (await import('./cli/catalogue.ts')).catalogueCheck(path)));
catalogue
  .command('pull')
  .description('fetch the catalogue from the https address in CATALOGUE, check it and show what is new')
  .action(run(async () => (await import('./cli/catalogue-pull.ts')).cataloguePull()));
catalogue
  .command('schema')
  .description('print its JSON Schema, from which editors complete')
  .action(run(async () => (await import('./cli/catalogue-schema.ts')).catalogueSchemaCommand()));
catalogue
  .command('from-csv <file>')
  .description('make a catalogue from a sheet: a row a tool, a row a review, or both')
  .requiredOption('--map <file>', 'JSON that says what each column is: { "Column": "field" }')
  .option('--reviews <file>', 'a second sheet, with a row a review')
  .option('--out <file>', 'write to a new file instead of stdout')
  .action(run(async (options, file) => (await import('./cli/catalogue-from-csv.ts')).fromCsv(file, options)));
catalogue
  .command('from-page <page>')
  .description('make entries from a page with schema.org data; what it does not say is asked')
  .option('--out <file>', 'write to a new file instead of stdout')
  .action(
    run(async (options, page) => (await import('./cli/catalogue-from-page.ts')).fromPage(page, options)),
  );
webhookCommands(command('webhooks', 'programs and chats that are told what happens'), run);
const words = command('words', 'what readers are told, by key: the program’s words and your own');
words
  .command('check [language]')
  .description('list missing, unknown and unused keys and wrong patterns; exit 1 if there is one')
  .action(run(async (_options, language) => (await import('./cli/words.ts')).wordsCheck(language)));
words
  .command('list [part]')
  .description('every key with its words, or those that have this part in either')
  .option('--language <language>', 'otherwise the publication’s', '')
  .action(run(async (options, part) => (await import('./cli/words.ts')).wordsList(options.language, part)));
command(
  'doctor',
  'check settings, database, mail API key, domain, DNS, clock and webhook, and say how to fix what is wrong',
)
  .option('--mail <email>', 'instead, send one test mail to this address by each provider')
  .option('--mail-source <file>', 'instead, read the source of a copy that arrived: how it was judged there')
  .option(...json)
  .action(run(async options => (await import('./cli/doctor.ts')).doctorCommand(options)));
command('backup', 'copy the database into one checked file while everything goes on')
  .requiredOption('--out <file>', 'the file to write')
  .action(run(async options => (await import('./cli/backup.ts')).backupCommand(options)));
command('restore <file>', 'replace the database with a backup; nothing goes out until an editor says so')
  .option('--yes', 'yes, replace the database that DATABASE_URL names')
  .option('--force', 'even if the database has something the backup lacks; never while it is in use')
  .option(
    '--never-sealed <state>',
    'the state given to batches not yet sealed in the backup: pending or uncertain',
    takeNeverSealed,
    'pending',
  )
  .action(run(async (options, file) => (await import('./cli/restore.ts')).restoreCommand(file, options)));
command('backtest', 'show what the picker would have done, week after week')
  .option('--weeks <n>', 'how many weeks', takeCount, 52)
  .option('--catalogue <path>', 'another catalogue file')
  .option(...json)
  .action(run(async options => (await import('./cli/backtest.ts')).backtestCommand(options)));

try {
  await program.parseAsync();
} catch (error) {
  // --help and --version end up here too, with code 0.
  process.exitCode =
    error instanceof CommanderError ? (error.exitCode === 0 ? EXIT.done : EXIT.usage) : fail(error);
}

function command(name: string, description: string): Command {
  return program.command(name).description(description);
}

/** Runs a command and turns its answer into the exit code; what was not foreseen is told in one place. */
// biome-ignore lint/suspicious/noExplicitAny: commander hands over what the options above describe, untyped
function run(act: (options: any, argument: string) => Promise<number>) {
  return async (...received: unknown[]): Promise<void> => {
    const [argument, options] = received.length > 2 ? received : ['', received[0]];
    try {
      process.exitCode = await act(options, String(argument ?? ''));
    } catch (error) {
      process.exitCode = fail(error);
    }
  };
}
