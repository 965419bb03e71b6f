import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, it, vi } from 'vitest';
import { type PostgresServer, type PostgresSource, startPostgres } from './postgres.ts';

const START_AND_WAIT = fileURLToPath(new URL('./start-postgres-and-wait.ts', import.meta.url));

it.each<PostgresSource>(['local', 'embedded'])(
  'a server from %s binaries starts, answers and leaves nothing behind',
  async source => {
    const server = await startPostgres([source]);
    if (typeof server === 'string') return expect(source, server).toBe('local');

    expect(server.source).toBe(source);
    expect(await ask(server.url, 'select 6 * 7 as answer')).toEqual([{ answer: 42 }]);
    expect(existsSync(folderOf(server))).toBe(true);
    await server.stop();

    expect(existsSync(folderOf(server))).toBe(false);
  },
  90_000,
);

it('a server whose starter is killed stops and removes its folder by itself', async () => {
  const starter = spawn(process.execPath, [START_AND_WAIT], { stdio: ['ignore', 'pipe', 'inherit'] });
  const server = JSON.parse(await firstChunk(starter.stdout)) as { keepFile: string };
  const folder = dirname(server.keepFile);
  expect(existsSync(folder)).toBe(true);

  starter.kill('SIGKILL');

  await vi.waitFor(() => expect(existsSync(folder)).toBe(false), { timeout: 40_000, interval: 50 });
}, 90_000);

it('the data of a kept server outlives it', async () => {
  const server = await startPostgres(['local', 'embedded']);
  if (typeof server === 'string') return expect.fail(server);
  writeFileSync(server.keepFile, '');

  await server.stop();

  expect(existsSync(folderOf(server))).toBe(true);
  await rm(folderOf(server), { recursive: true });
}, 90_000);

function folderOf(server: PostgresServer): string {
  return dirname(server.keepFile);
}

async function ask(url: string, question: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(question);
  await client.end();
  return rows;
}

function firstChunk(stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    stream.once('data', chunk => resolve(String(chunk)));
    stream.once('end', () => reject(new Error('The starter ended without a word.')));
  });
}
