import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { onTestFinished } from 'vitest';
import { createWebApp } from '../../src/app.ts';
import { createKeyring, type LastingPurpose, signToken } from '../../src/audience/token.ts';
import { confirm, insertPending } from '../../src/storage/audience/subscribers.ts';
import type { Store } from '../../src/storage/database.ts';
import { fixedClock } from './clock.ts';
import { openTestApp } from './newsroom.ts';

export const EMAIL = 'ada@readers.example';

export interface SiteOptions {
  readonly settings?: Record<string, string>;
  readonly name?: string;
  readonly interests?: readonly string[];
}

/** The whole site over a real database with one confirmed reader. */
export async function openReaderSite(store: Store, options: SiteOptions = {}) {
  const clock = fixedClock('2026-11-26T09:00:00Z');
  const app = await openTestApp(store, clock, { settings: { ...options.settings } });
  const id = await addReader(store, clock.now(), options);
  const web = await createWebApp(app);
  const link = (purpose: LastingPurpose, subject: string | number = id) =>
    `/${purpose}/${signToken(app.keyring.current, purpose, String(subject))}`;
  const post = (path: string, fields: Record<string, string> | [string, string][] | FormData) =>
    web.request(path, {
      method: 'POST',
      body: fields instanceof FormData ? fields : new URLSearchParams(fields),
    });
  return { store, clock, app, web, id, link, post };
}

/** A link as an older key of the same installation signed it. */
export function oldLink(secret: string, purpose: LastingPurpose, subject: string | number): string {
  return `/${purpose}/${signToken(createKeyring([secret]).current, purpose, String(subject))}`;
}

/** Puts a site on a port of its own until the test ends. @returns its address */
export async function onPort(web: {
  fetch(request: Request): Response | Promise<Response>;
}): Promise<string> {
  const server = serve({ fetch: web.fetch, port: 0, hostname: '127.0.0.1' });
  onTestFinished(() => void server.close());
  await new Promise<void>(resolve => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function addReader(store: Store, now: number, { name, interests }: SiteOptions): Promise<number> {
  const consent = { wording: 'Yes, weekly.', source: 'form', evidence: { ip: '192.0.2.1' } };
  const added = await insertPending(store, {
    email: EMAIL,
    dedupeKey: EMAIL,
    name: name ?? 'Ada Lovelace',
    timezone: 'Europe/London',
    interests: interests ?? [],
    at: now - 60_000,
    consent,
  });
  if (added.kind !== 'added') throw new Error('The reader was there already.');
  await confirm(store, added.id, { at: now - 30_000, askedAt: now - 60_000, consent });
  return added.id;
}
