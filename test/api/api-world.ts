import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWebApp } from '../../src/app.ts';
import { suppressByHand } from '../../src/newsroom/audience/suppression-acts.ts';
import { createKey } from '../../src/newsroom/keys/api-keys.ts';
import { SCOPES, type Scope } from '../../src/newsroom/keys/scope.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { confirm, insertPending } from '../../src/storage/audience/subscribers.ts';
import type { Store } from '../../src/storage/database.ts';
import { catalogueFile } from '../desk/desk-week.ts';
import { type FixedClock, fixedClock } from '../support/clock.ts';
import { EDITOR } from '../support/desk.ts';
import { openTestApp } from '../support/newsroom.ts';

/** It was sent a week ago, and its vote is over. */
export const SENT = '2026-W47';
/** It is picked and waits for an editor. */
export const PICKED = '2026-W48';
const NAMES = ['ada', 'grace', 'lin', 'mary', 'sofia'] as const;

const never = new AbortController().signal;

export interface Sent {
  /** A key's secret; null for none. */
  readonly key?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type ApiWorld = Awaited<ReturnType<typeof openApi>>;

/** The whole program over a real database, with an API that nobody has used. */
export async function openApi(store: Store, options: Parameters<typeof openTestApp>[2] = {}) {
  const clock = fixedClock('2026-11-18T09:00:00Z');
  const app = await openTestApp(store, clock, options);
  const web = await createWebApp(app);
  const key = async (scopes: readonly Scope[] = SCOPES, name = `test ${scopes.join(' ')}`) => {
    const outcome = await createKey(app, { name, scopes, by: EDITOR });
    if (outcome.kind !== 'made') throw new Error(`${outcome.why} ${outcome.fix}`);
    return outcome.secret;
  };
  const all = await key(SCOPES, 'everything');
  const call = async (method: string, path: string, { key: secret = all, body, headers }: Sent = {}) =>
    web.request(path.startsWith('/api') ? path : `/api/v1${path}`, requestOf(method, secret, body, headers));
  const issue = async (week = PICKED) => {
    const found = await app.issues.find(week);
    if (!found) throw new Error(`Week ${week} is not picked.`);
    return found;
  };
  const etag = async (week = PICKED) => (await call('GET', `/issues/${week}`)).headers.get('etag') ?? '';
  return { store, clock, app, web, key, all, call, issue, etag };
}

export function requestOf(
  method: string,
  key: string | null,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): RequestInit {
  return {
    method,
    headers: {
      ...(key !== null && { Authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
}

/** Its links lead nowhere: no test asks anybody else's server. */
const CATALOGUE = catalogueFile(tools =>
  tools.map(tool => ({ ...tool, url: `https://${tool.slug}.invalid/` })),
);

/** The same with five readers, an issue that went out and one that waits for an editor. */
export async function openWorld(store: Store, options: Parameters<typeof openTestApp>[2] = {}) {
  const world = await openApi(store, { ...options, settings: { CATALOGUE, ...options.settings } });
  const { app, clock } = world;
  await addNamed(store, clock);
  await suppressByHand(app, EDITOR, { email: 'gone@readers.example', reason: 'Asked by telephone' });
  await pickWeek(app, SENT, 'schedule');
  await approve(world, SENT);
  clock.set('2026-11-19T09:00:00Z');
  const sent = await sendWeek(app, SENT, { now: true, signal: never, patienceMs: 0, who: 'test' });
  if (sent.kind !== 'sent') throw new Error(`The issue is ${sent.kind}.`);
  clock.set('2026-11-25T09:00:00Z');
  await pickWeek(app, PICKED, 'schedule');
  return world;
}

export async function approve({ app }: Pick<ApiWorld, 'app'>, week = PICKED): Promise<void> {
  const approved = await approveWeek(app, week, EDITOR);
  if (approved.kind !== 'approved') throw new Error(JSON.stringify(approved));
}

async function addNamed(store: Store, clock: FixedClock): Promise<void> {
  const consent = { wording: 'Yes, weekly.', source: 'form', evidence: {} };
  for (const name of NAMES) {
    const email = `${name}@readers.example`;
    const at = clock.now() - 3_600_000;
    const profile = { name, timezone: '', interests: [] };
    const added = await insertPending(store, { email, dedupeKey: email, ...profile, at, consent });
    if (added.kind !== 'added') throw new Error('The reader was there already.');
    await confirm(store, added.id, { at: at + 60_000, askedAt: at, consent });
  }
}

/** A catalogue that is right, as its file holds it. */
export function sampleCatalogue(): Record<string, unknown> {
  const file = join(import.meta.dirname, '../../data/sample/catalogue.json');
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}
