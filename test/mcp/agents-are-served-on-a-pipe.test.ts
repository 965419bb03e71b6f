import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { EVERY_TOOL } from '../../src/mcp/every-tool.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { PICKED } from '../api/api-world.ts';
import { COMPILED, openCli } from '../support/cli.ts';
import { openSqliteStore, type TestStore } from '../support/stores.ts';
import { agent, goesOut, openAgentWorld } from './agent-world.ts';
import { walkThrough } from './walk-through.ts';

describe('verdicts mcp', () => {
  it('serves every tool to the SDK’s client, and ends when it hangs up', async () => {
    const world = await openAgentWorld(await openSqliteStore());
    const place = placeOf(world);
    const client = await connected(place, '--as', 'helper', '--scope', 'read,editorial,sending-control');
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(EVERY_TOOL.map(({ name }) => name));
    const called = await walkThrough(agent(client), () => goesOut(world.store));
    expect(called.size).toBe(tools.length);
    const whos = (await activityOf(world.store, PICKED)).map(({ who }) => who);
    expect(whos).toContain('agent helper (command line)');
    const { pid } = client.transport as StdioClientTransport;
    await client.close();
    for (let tries = 0; isAlive(pid) && tries < 50; tries += 1) await wait(100);
    expect(isAlive(pid)).toBe(false);
  });

  it('reads and drafts unless told otherwise, and refuses a scope that no tool needs', async () => {
    const world = await openAgentWorld(await openSqliteStore());
    const place = placeOf(world);
    const client = await connected(place);
    const { tools } = await client.listTools();
    const scopes = new Set(
      tools.map(({ name }) => EVERY_TOOL.find(tool => tool.name === name)?.scope ?? 'none'),
    );
    expect(scopes).toEqual(new Set(['read', 'editorial']));
    for (const wrong of [
      ['--scope', 'subscribers'],
      ['--scope', ''],
      ['--as', 'a@b.example'],
    ]) {
      const { code, stdout } = await place.run('mcp', ...wrong);
      expect([wrong, code, stdout]).toEqual([wrong, 2, '']);
    }
  });
});

type Place = ReturnType<typeof placeOf>;

/** The same database and catalogue for a process of its own, on the same day. */
function placeOf({ store, app, clock }: Awaited<ReturnType<typeof openAgentWorld>>) {
  return openCli({
    DATABASE_URL: (store as TestStore).url,
    CATALOGUE: app.settings.CATALOGUE,
    OUTBOX_DIR: app.outbox,
    CLOCK_STARTS_AT: new Date(clock.now()).toISOString(),
    NODE_OPTIONS: `--import=${pathToFileURL(join(PROJECT_ROOT, 'scripts/earlier-build/shifted-clock.mjs')).href}`,
  });
}

async function connected({ environment }: Place, ...args: string[]): Promise<Client> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ['src/main.ts', 'mcp', ...args],
    cwd: PROJECT_ROOT,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...COMPILED, ...environment },
    stderr: 'ignore',
  });
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}

function isAlive(pid: number | null): boolean {
  if (pid === null) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
