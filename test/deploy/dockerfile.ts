import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/config.ts';

/** What the program's stage of deploy/Dockerfile says, as far as it can be done without Docker. */
export interface ImageSteps {
  /** Paths of the project that are copied, from its root. */
  readonly copied: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly health: readonly string[];
}

/** @throws where the stage lacks one of them */
export function readDockerfile(): ImageSteps {
  const text = readFileSync(join(PROJECT_ROOT, 'deploy/Dockerfile'), 'utf8').replace(/\\\n\s*/g, '');
  const stage = /^FROM \S+ AS program\n([\s\S]*?)\n\n/m.exec(text)?.[1] ?? '';
  const lines = (name: string) =>
    [...stage.matchAll(new RegExp(`^${name} (.*)$`, 'gm'))].map(([, rest = '']) => rest);
  const list = (line: string | undefined) => JSON.parse(line?.replace(/^.*?CMD \[/, '[') ?? '') as string[];
  return {
    copied: lines('COPY')
      .filter(line => !line.startsWith('--from'))
      .flatMap(line => line.split(' ').slice(0, -1)),
    environment: Object.fromEntries(
      lines('ENV').flatMap(line => line.split(' ').map(pair => pair.split('=') as [string, string])),
    ),
    entrypoint: list(lines('ENTRYPOINT')[0]),
    command: list(lines('CMD')[0]),
    health: list(lines('HEALTHCHECK')[0]),
  };
}
