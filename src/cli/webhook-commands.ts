import { type Command, Option } from 'commander';
import type { Shape } from '../webhooks/endpoint.ts';
import type { WebhookOptions } from './webhooks.ts';

/** Said once more, so that no other command loads what knows them. */
const SHAPES: readonly Shape[] = ['standard', 'slack', 'discord'];

/** Turns an act into what commander calls: its answer is the exit code. */
type Run = (
  act: (options: WebhookOptions, argument: string) => Promise<number>,
) => (...received: unknown[]) => Promise<void>;

/** `verdicts webhooks …`. What they do is loaded when one of them is called. */
export function webhookCommands(webhooks: Command, run: Run): void {
  const acts = () => import('./webhooks.ts');
  webhooks
    .command('add <url>')
    .description('tell this address of events; prints the secret that signs them, once')
    .requiredOption(
      '--events <events>',
      'names separated by commas, such as issue.sent,alarm; all for every one',
    )
    .addOption(
      new Option('--shape <shape>', 'the last two for incoming webhooks of these chats')
        .choices(SHAPES)
        .default('standard'),
    )
    .action(run(async (options, url) => (await acts()).addCommand(url, options)));
  webhooks
    .command('list')
    .description('every webhook: its state, what it wants to be told, what waits, what it said last')
    .option('--json', 'one JSON document on stdout')
    .action(run(async options => (await acts()).listCommand(options)));
  webhooks
    .command('remove <id>')
    .description('tell it of nothing more, and forget it')
    .action(run(async (_options, id) => (await acts()).removeCommand(id)));
  webhooks
    .command('rotate <id>')
    .description('make a new secret and print it, once; the one before stays good for 24 hours')
    .action(run(async (_options, id) => (await acts()).rotateCommand(id)));
  webhooks
    .command('replay <id>')
    .description('tell it once more, under the same ids; switches it on where it was off')
    .requiredOption('--since <since>', 'a time (2026-11-26T09:00Z), a day (UTC), or an event (evt_…)')
    .action(run(async (options, id) => (await acts()).replayCommand(id, options)));
}
