import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { PROJECT_ROOT } from '../../src/config.ts';

/** What a whole process took, from its start to its end. */
export interface ProcessUsage {
  /** Epoch ms. */
  readonly startedAt: number;
  readonly tookMs: number;
  /** Of all its threads. */
  readonly cpuSeconds: number;
  readonly peakRssMb: number;
  /** What it printed. */
  readonly said: string;
}

const REPORTS_USAGE = `--import=${new URL('process-usage.mjs', import.meta.url).href}`;

/**
 * Runs a script under this Node until it ends.
 * @param args the script and what it is given
 * @throws Error with what it printed, when it does not end well
 */
export async function runProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ProcessUsage> {
  const startedAt = Date.now();
  const child = spawn(process.execPath, [...args], {
    cwd: PROJECT_ROOT,
    env: { ...env, NODE_OPTIONS: REPORTS_USAGE },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [said, complaints, usage] = [1, 2, 3].map(descriptor => collected(child, descriptor));
  const code = await new Promise(resolve => child.once('exit', resolve));
  const tookMs = Date.now() - startedAt;
  if (code !== 0)
    throw new Error(`${args.join(' ')} ended with ${code}.\n${await complaints}\n${await said}`);
  const { cpuSeconds, peakRssMb } = JSON.parse((await usage) ?? '') as ProcessUsage;
  return { startedAt, tookMs, cpuSeconds, peakRssMb, said: (await said) ?? '' };
}

async function collected(child: ChildProcess, descriptor: number): Promise<string> {
  let text = '';
  const stream = child.stdio[descriptor] as Readable;
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  await new Promise(resolve => stream.once('close', resolve));
  return text;
}
