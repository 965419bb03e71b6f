import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { openCli } from '../support/cli.ts';

/** Node says so of each piece that it does not take: https://nodejs.org/api/module.html#module-compile-cache */
const REFUSED = /code cache for .* was rejected/;
const TELLER = `import { getHeapSpaceStatistics } from 'node:v8';
const young = () => getHeapSpaceStatistics().find(space => space.space_name === 'new_space').space_size;
process.on('exit', () => console.error('YOUNG ' + young()));`;
const MB = 1_048_576;

/** A command of a program of its own folder, so that what it keeps is its own. @returns how often its pieces were not taken */
async function told(args: readonly string[], environment: NodeJS.ProcessEnv) {
  const running = promisify(execFile)(process.execPath, [join(PROJECT_ROOT, 'src/main.ts'), ...args], {
    env: { ...environment, NODE_DEBUG_NATIVE: 'COMPILE_CACHE' },
    cwd: PROJECT_ROOT,
  });
  const { stdout, stderr } = await running.catch((fault: { stdout: string; stderr: string }) => fault);
  const lines = [...stdout.split('\n'), ...stderr.split('\n')];
  return {
    refused: lines.filter(line => REFUSED.test(line)),
    taken: lines.filter(line => /code cache for .* was accepted/.test(line)).length,
    youngMb: Number(/YOUNG (\d+)/.exec(stderr)?.[1]) / MB,
  };
}

it('takes all that another send has compiled, beside commands of other flags, and keeps its young objects few', async () => {
  const teller = join(mkdtempSync(join(tmpdir(), 'verdicts-teller-')), 'teller.mjs');
  writeFileSync(teller, TELLER);
  const { environment } = openCli({ NODE_OPTIONS: `--import=${pathToFileURL(teller).href}` });
  const send = ['send', '--week', '2026-W48', '--now'];
  await told(send, environment);
  await told(['status', '--week', '2026-W48'], environment);
  const again = await told(send, environment);
  expect(again.refused).toEqual([]);
  expect(again.taken).toBeGreaterThan(100);
  expect(again.youngMb).toBeLessThanOrEqual(4);
});
