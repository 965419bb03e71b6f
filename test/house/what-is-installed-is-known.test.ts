import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkPinnedNode, PINNED, pinnedNode } from '../../scripts/pinned-node.mjs';
import { PROJECT_ROOT } from '../../src/config.ts';

const read = (file: string) => JSON.parse(readFileSync(join(PROJECT_ROOT, file), 'utf8')) as unknown;

/** The maker's packages of the TSX reader for platforms that are not ours: their registry entry was not to be had. */
const NOT_KNOWN = /^node_modules\/@oxc-transform\/binding-(?!linux-x64-gnu$)/;

describe.each(['package-lock.json', 'scripts/email-dev/package-lock.json'])('%s', file => {
  const { packages } = read(file) as {
    packages: Record<string, { integrity?: string; resolved?: string; link?: boolean; optional?: boolean }>;
  };

  it('holds a hash of every package, and names no host', () => {
    const without = Object.entries(packages).filter(([path, { integrity }]) => path !== '' && !integrity);
    expect(without.filter(([path, { optional }]) => !NOT_KNOWN.test(path) || !optional)).toEqual([]);
    for (const [path, { integrity = 'sha512-', resolved }] of Object.entries(packages)) {
      expect(integrity, path).toMatch(/^sha512-/);
      expect(resolved, path).toBeUndefined();
    }
  });
});

describe('the Node that is installed beside the lockfile', () => {
  it('is of the version in package.json, and the one we keep the hash of', () => {
    const { dependencies } = read('package.json') as { dependencies: Record<string, string> };
    expect(dependencies.node).toBe(PINNED.version);
    expect(checkPinnedNode(PROJECT_ROOT)).toBe('good');
  });

  it('is refused when it is any other file, also after it was good once', () => {
    const root = mkdtempSync(join(tmpdir(), 'pinned-'));
    expect(checkPinnedNode(root, 'linux-x64')).toBe('good');
    mkdirSync(join(root, 'node_modules/node/bin'), { recursive: true });
    const file = pinnedNode(root, 'linux');
    writeFileSync(file, 'not Node');
    expect(checkPinnedNode(root, 'linux-x64')).toBe('other');
    expect(checkPinnedNode(root, 'sunos-sparc')).toBe('unknown');
    if (`${process.platform}-${process.arch}` !== 'linux-x64') return;
    copyFileSync(pinnedNode(PROJECT_ROOT), file);
    expect([checkPinnedNode(root, 'linux-x64'), checkPinnedNode(root, 'linux-x64')]).toEqual([
      'good',
      'good',
    ]);
    writeFileSync(file, 'not Node any more');
    expect(checkPinnedNode(root, 'linux-x64')).toBe('other');
  });
});
