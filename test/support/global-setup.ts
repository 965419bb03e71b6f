import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { type MigratedTemplates, makeTemplates } from './migrated-templates.ts';
import { allowToSkip } from './missing-part.ts';
import { type PostgresSource, startPostgres } from './postgres.ts';
import { openRunFolder } from './run-folder.ts';

/** What a test file gets of the run's one Postgres server; null where the machine has none. */
export interface ProvidedPostgres {
  readonly url: string;
  readonly keepFile: string;
  readonly reopen: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: ProvidedPostgres | null;
    templates: MigratedTemplates;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = openRunFolder();
  const stop = await providePostgres(project);
  return async () => {
    await stop();
    folder.close();
  };
}

/** @param options only for the guard test: where to look, and what CI is */
export async function providePostgres(
  project: Pick<TestProject, 'provide'>,
  options: { readonly sources?: readonly PostgresSource[]; readonly ci?: string | undefined } = {},
): Promise<() => Promise<void>> {
  const server = await startPostgres(options.sources);
  if (typeof server === 'string') {
    allowToSkip('Postgres', server, 'ci' in options ? options.ci : process.env.CI);
    project.provide('postgres', null);
    const templates = await provideTemplates(project, null);
    return () => templates.drop();
  }
  const templates = await provideTemplates(project, server.url);
  project.provide('postgres', { url: server.url, keepFile: server.keepFile, reopen: server.reopen });
  return async () => {
    await templates.drop();
    await server.stop();
    if (server.keepFile && existsSync(server.keepFile)) {
      console.warn(`Postgres data of failed tests is kept. Bring it back with:\n  ${server.reopen}`);
    }
  };
}

async function provideTemplates(project: Pick<TestProject, 'provide'>, postgresUrl: string | null) {
  const { drop, ...templates } = await makeTemplates(postgresUrl);
  project.provide('templates', templates);
  return { drop };
}
