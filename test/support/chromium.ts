import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterEach, beforeAll, describe } from 'vitest';
import { type ChromiumBinary, type ChromiumSource, findChromium } from './chromium-binary.ts';
import { allowToSkip } from './missing-part.ts';

const ALL_SOURCES: readonly ChromiumSource[] = ['path', 'local', 'package'];

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  // What it draws is hardly looked at: a process of its own for that takes a tenth of its time.
  '--in-process-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Every other host has no address, so a page reaches this machine alone. Asking us about each request would make every
  // page of the suite slower.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE [::1]',
];

/** For one step, also on a machine on which much else goes on; a test that takes longer than its own limit ends anyway. */
const PATIENCE_MS = 90_000;

/** A page in a context of its own, closed after the test; every host but this machine is unknown to it. */
export type OpenPage = (options?: BrowserContextOptions) => Promise<Page>;

/** One for all files of a worker, which run one after another; it ends with the worker. */
let shared: Promise<Browser> | undefined;

/**
 * A suite that gets pages of a real Chromium. Where the machine has none it is skipped with one printed reason; with CI set
 * it fails.
 */
export function describeInChromium(name: string, body: (openPage: OpenPage) => void): void {
  const binary = requireChromium();
  describe.skipIf(!binary)(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      if (binary) browser = await sharedBrowser(binary);
    });
    afterEach(async () => {
      for (const context of browser.contexts()) await context.close();
    });
    body(options => openLocalPage(browser, options));
  });
}

async function sharedBrowser(binary: ChromiumBinary): Promise<Browser> {
  const browser = await shared?.catch(() => undefined);
  if (browser?.isConnected()) return browser;
  shared = launchChromium(binary);
  return shared;
}

/**
 * @param options only for the guard test: where to look, and what CI is
 * @throws when there is none and CI is set
 */
export function requireChromium(
  options: { readonly sources?: readonly ChromiumSource[]; readonly ci?: string | undefined } = {},
): ChromiumBinary | null {
  const binary = findChromium(options.sources ?? ALL_SOURCES);
  if (typeof binary !== 'string') return binary;
  allowToSkip('Chromium', binary, 'ci' in options ? options.ci : process.env.CI);
  return null;
}

export function launchChromium({ executablePath, env }: ChromiumBinary): Promise<Browser> {
  return chromium.launch({ executablePath, args: ARGUMENTS, env: { ...process.env, ...env } });
}

export async function openLocalPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE_MS);
  return context.newPage();
}
