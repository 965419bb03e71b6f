import { createHmac } from 'node:crypto';
import type { Hono } from 'hono';
import { hookRoutes } from '../../src/api/hooks.ts';
import type { Newsroom } from '../../src/newsroom/newsroom.ts';
import { openToPublic } from '../../src/newsroom/public-room.ts';
import type { Store } from '../../src/storage/database.ts';
import type { WebEnv } from '../../src/web/web-env.ts';
import type { FixedClock } from '../support/clock.ts';
import { openTestApp, type TestApp } from '../support/newsroom.ts';

export const SECRET = `whsec_${Buffer.from('the secret of these tests, 32 by').toString('base64')}`;
export const OLD_SECRET = `whsec_${Buffer.from('the secret before, also 32 bytes').toString('base64')}`;
/** The installation of test/support/frozen-issue.ts. */
const INSTALLATION = 'inst';

/** The program with the name that frozen issues of the tests carry in their tags. */
export async function openRoom(store: Store, clock: FixedClock): Promise<TestApp> {
  return { ...(await openTestApp(store, clock)), installationId: INSTALLATION };
}

/** The route alone; without a secret it is not set up. */
export async function openHooks(
  room: Newsroom,
  secrets: readonly string[] = [SECRET],
): Promise<Hono<WebEnv>> {
  const { RESEND_WEBHOOK_SECRET: _, ...others } = room.settings;
  const settings = secrets.length > 0 ? { ...others, RESEND_WEBHOOK_SECRET: [...secrets] } : others;
  return hookRoutes(await openToPublic({ ...room, settings }, ''));
}

export interface Call {
  readonly id: string;
  readonly body: string;
  readonly secret?: string;
  /** Seconds before now; the library that checks it has the machine's own clock. */
  readonly age?: number;
  /** In place of a right one. */
  readonly signature?: string;
}

/** What the mail API would send, signed as it signs. */
export function signed({ id, body, secret = SECRET, age = 0, signature }: Call): RequestInit {
  const timestamp = String(Math.floor(Date.now() / 1000) - age);
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'svix-id': id,
      'svix-timestamp': timestamp,
      'svix-signature': signature ?? `v1,${mac}`,
    },
    body,
  };
}

export async function post(hooks: Hono<WebEnv>, call: Call): Promise<number> {
  return (await hooks.request('/hooks/resend', signed(call))).status;
}

/** An event as the mail API words it. */
export function eventBody(
  type: string,
  options: {
    readonly delivery?: string;
    readonly at?: number;
    readonly emailId?: string;
    readonly to?: string;
    readonly data?: Record<string, unknown>;
  } = {},
): string {
  return JSON.stringify({
    type: `email.${type}`,
    created_at: new Date(options.at ?? Date.UTC(2026, 10, 26, 9, 5)).toISOString(),
    data: {
      email_id: options.emailId ?? '',
      from: 'Verdicts <verdicts@example.com>',
      to: [options.to ?? 'reader@example.com'],
      subject: 'Zed vs Windsurf',
      ...(options.delivery !== undefined && { tags: { kind: 'issue', delivery: options.delivery } }),
      ...options.data,
    },
  });
}

export const bounce = (type: string, message = 'the mailbox does not exist') => ({
  bounce: { type, subType: 'General', message },
});

/** The tag of a delivery of the first issue in the database. */
export const tag = (seq: number, issueId = 1) => `${INSTALLATION}_${issueId}_${seq}`;

/** Every delivery's outcome by seq, as stored. */
export async function outcomesOf(store: Store, issueId = 1): Promise<Record<number, number>> {
  const rows = await store.db
    .selectFrom('outcomes')
    .select(['seq', 'outcome'])
    .where('issue_id', '=', issueId)
    .orderBy('seq')
    .execute();
  return Object.fromEntries(rows.map(row => [row.seq, row.outcome]));
}

/** Everything that events may change, to compare before and after. */
export async function feedbackState(store: Store) {
  return {
    outcomes: await store.db.selectFrom('outcomes').selectAll().orderBy('issue_id').orderBy('seq').execute(),
    counts: await store.db.selectFrom('issue_outcomes').selectAll().orderBy('issue_id').execute(),
    suppressions: await store.db
      .selectFrom('suppressions')
      .select(['email', 'reason'])
      .orderBy('email')
      .execute(),
    batches: await store.db.selectFrom('batches').selectAll().orderBy('issue_id').orderBy('n').execute(),
    issues: await store.db.selectFrom('issues').select(['week', 'state', 'reason']).orderBy('week').execute(),
  };
}
