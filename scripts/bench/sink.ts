import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { PROJECT_ROOT } from '../../src/config.ts';
import { JSX_FLAG } from '../jsx-flag.ts';
import type { SinkCount } from './send-sink.ts';

export interface Sink {
  readonly url: string;
  count(): Promise<SinkCount>;
  reset(): Promise<void>;
  stop(): void;
}

/** Starts the sink as a process of its own. */
export async function startSink(): Promise<Sink> {
  const child = spawnTs('send-sink.ts', []);
  const port = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`The sink ended with ${code}.`)));
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    count: async () => (await (await fetch(url)).json()) as SinkCount,
    reset: async () => {
      await (await fetch(url, { method: 'DELETE' })).text();
    },
    stop: () => child.kill(),
  };
}

/** Runs a script of this folder in a process of its own, as production. */
export function spawnTs(file: string, args: readonly string[], flags: readonly string[] = []): ChildProcess {
  const script = fileURLToPath(new URL(file, import.meta.url));
  return spawn(process.execPath, [...JSX_FLAG, ...flags, script, ...args], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** The last line such a script prints, as JSON. @throws when it does not end well */
export async function lastLine<T>(child: ChildProcess): Promise<T> {
  let out = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
  });
  const code = await new Promise(resolve => child.once('close', resolve));
  if (code !== 0) throw new Error(`A bench process ended with ${code}.`);
  return JSON.parse(out.trim().split('\n').at(-1) ?? '') as T;
}
