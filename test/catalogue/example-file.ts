import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export type Raw = Record<string, unknown>;

/** A review that is right, with whatever the test changes. */
export function rawReview(panelist: string, verdict: 'ship' | 'skip', changes: Raw = {}): Raw {
  return { panelist, verdict, quote: `What the ${panelist} says. And some more.`, ...changes };
}

/** A tool that is right: two ships, one skip. */
export function rawTool(slug: string, changes: Raw = {}): Raw {
  return {
    slug,
    name: slug.toUpperCase(),
    tagline: 'One line',
    description: 'Neutral. Three sentences. Long.',
    category: 'Developer Tools',
    price: { kind: 'free' },
    addedOn: '2026-11-16',
    reviews: [rawReview('builder', 'ship'), rawReview('skeptic', 'skip'), rawReview('futurist', 'ship')],
    ...changes,
  };
}

export const RAW_PANEL = ['builder', 'skeptic', 'futurist'].map(role => ({
  id: role,
  role,
  name: `The ${role}`,
}));

export function rawCatalogue(...tools: unknown[]): Raw {
  return { panel: RAW_PANEL, tools };
}

export function asNdjson({ tools, ...head }: Raw): string {
  return [head, ...(tools as unknown[])].map(part => `${JSON.stringify(part)}\n`).join('');
}

/** Writes a file into a folder of its own, which goes when the test is over. */
export function fileWith(name: string, content: string | Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-catalogue-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
