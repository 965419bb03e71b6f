import { Command } from 'commander';
import { makeFixture } from './earlier-build/make-fixture.ts';

const command = new Command('earlier-build')
  .description(
    'Has an earlier build write a database, an outbox and a half-sent issue, and keeps them as a fixture.',
  )
  .requiredOption('--build <dir>', 'a clone of this repository at that build, with its packages installed')
  .requiredOption('--out <dir>', 'where the fixture goes; what is there is replaced')
  .option('--postgres <url>', 'an empty database; otherwise SQLite is used')
  .parse();

await makeFixture(command.opts<{ build: string; out: string; postgres?: string }>());
