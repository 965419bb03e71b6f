import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { PINNED } from '../../scripts/pinned-node.mjs';
import type { StandIn } from '../../scripts/stand-in/stand-in.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import { approvedWeek } from '../support/approved-cli.ts';
import { freePort } from '../support/free-port.ts';
import { buildImage, type Image, type ImageProcess } from './image.ts';

vi.setConfig({ testTimeout: 240_000 });

const READERS = 1_050;
let image: Image;
beforeAll(() => {
  image = buildImage();
});
afterAll(() => image.remove());

const SETTINGS = {
  ENV_FILE: 'off',
  SECRET_KEYS: 'image-key-'.repeat(4),
  HOST: '127.0.0.1',
  PUBLIC_URL: 'https://news.example',
  TRUST_PROXY: '1',
};

function start(command: string[] | undefined, settings: Record<string, string>): ImageProcess {
  const running = image.start(command, { ...SETTINGS, ...settings });
  onTestFinished(() => void running.child.kill('SIGKILL'));
  return running;
}

async function command(...args: string[]): Promise<string> {
  const { ended, printed } = start(args, {});
  expect(await ended, printed()).toBe(0);
  return printed();
}

describe('the folder that the steps of deploy/Dockerfile give', () => {
  it('has the Node of package.json', () => {
    const dockerfile = readFileSync(join(PROJECT_ROOT, 'deploy/Dockerfile'), 'utf8');
    const bases = [...dockerfile.matchAll(/^FROM node:(\S+?)-/gm)].map(([, version]) => version);
    expect(new Set(bases)).toEqual(new Set([PINNED.version]));
  });

  it('is ready under an account that can write to var/ alone, and ends when it is told to', async () => {
    const port = await freePort();
    expect(await image.health(port)).toBe(1);
    const { child, ended, printed } = start(undefined, { PORT: String(port) });
    await expect.poll(() => image.health(port), { timeout: 120_000, interval: 500 }).toBe(0);
    for (const path of ['/readyz', '/', '/feed.xml', '/robots.txt']) {
      expect((await fetch(`http://127.0.0.1:${port}${path}`)).status, path).toBe(200);
    }
    if (image.account) expect(writable(image)).toEqual([join(image.root, 'var')]);
    child.kill('SIGTERM');
    expect(await ended, printed()).toBe(0);
    expect(existsSync(join(image.root, 'var/verdicts.db'))).toBe(true);
  });

  it('holds all that picking, both engines and a new publication need', async () => {
    await command('pick', '--week', '2026-W48');
    for (const engine of ['react', 'mjml']) {
      const out = join(image.root, 'var', engine);
      await command('preview', '--week', '2026-W48', '--engine', engine, '--out', out);
      expect(readdirSync(out)).toEqual(expect.arrayContaining(['issue.eml', 'issue.html', 'web.html']));
    }
    expect(await command('new', join(image.root, 'var/kitchen'))).toContain('works at once');
  });

  it('goes on after a SIGKILL in the middle of an issue, and every reader gets it once', async () => {
    const { cli, standIn } = await approvedWeek({ readers: READERS, rate: 20, isBegun: true });
    if (image.account) {
      const { uid, gid } = image.account;
      for (const path of [cli.folder, ...readdirSync(cli.folder).map(name => join(cli.folder, name))])
        chownSync(path, uid, gid);
    }
    standIn.fault({ do: 'hang', after: 4, times: READERS });
    const first = start(['serve'], { ...cli.environment });
    await expect.poll(() => standIn.ledger().requests, { timeout: 120_000 }).toBeGreaterThanOrEqual(4);
    first.child.kill('SIGKILL');
    await first.ended;
    standIn.clearFaults();
    expect(reached(standIn).readers).toBeLessThan(READERS);

    const second = start(['serve'], { ...cli.environment });
    const status = async () =>
      JSON.parse((await cli.run('status', '--week', '2026-W48', '--json')).stdout) as object;
    // What was taken and not answered before the kill is asked again once its lease is over.
    const settled = { state: 'sent', audience: READERS, submitted: READERS, pending: 0, uncertain: 0 };
    await expect.poll(status, { timeout: 120_000, interval: 1_000 }).toMatchObject(settled);
    second.child.kill('SIGTERM');
    expect(await second.ended, second.printed()).toBe(0);
    expect(reached(standIn)).toEqual({ readers: READERS, doubled: 0 });
  });
});

/** How often each reader got it; serve also writes to the editors. */
function reached(standIn: StandIn): { readonly readers: number; readonly doubled: number } {
  const readers = Object.entries(standIn.ledger().addresses).filter(([address]) =>
    /^reader\d+@/.test(address),
  );
  return { readers: readers.length, doubled: readers.filter(([, count]) => count > 1).length };
}

/** What that account may write to, but for what it has written. */
function writable({ root, account }: Image): string[] {
  const found = execFileSync(
    'find',
    [root, '-path', join(root, 'var/*'), '-prune', '-o', '-writable', '-not', '-type', 'l', '-print'],
    {
      ...account,
      encoding: 'utf8',
    },
  );
  return found.split('\n').filter(line => line !== '');
}
