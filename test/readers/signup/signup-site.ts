import { createWebApp } from '../../../src/app.ts';
import { createKeyring } from '../../../src/audience/token.ts';
import { decideSignups } from '../../../src/readers/signup/decide-signups.ts';
import { stampForm } from '../../../src/readers/signup/form-stamp.ts';
import type { Store } from '../../../src/storage/database.ts';
import { type FixedClock, fixedClock } from '../../support/clock.ts';
import { openTestApp } from '../../support/newsroom.ts';

const SECRET = 'test-key-'.repeat(4);

export type SignupSite = Awaited<ReturnType<typeof openSignupSite>>;

/** The whole site over a real database, with a clock that tests move; what it queued is read from the database. */
export async function openSignupSite(
  store: Store,
  options: { readonly clock?: FixedClock; readonly settings?: Record<string, string> } = {},
) {
  const clock = options.clock ?? fixedClock('2026-11-26T09:00:00Z');
  const app = await openTestApp(store, clock, { settings: { SECRET_KEYS: SECRET, ...options.settings } });
  const web = await createWebApp(app);
  const request = (path: string, init: RequestInit, from = '198.51.100.7') =>
    web.request(path, init, {
      incoming: { socket: { remoteAddress: from, remotePort: 1, remoteFamily: '' } },
    });
  const json = (body: unknown, from?: string) =>
    request(
      '/subscribe',
      { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
      from,
    );
  /** As a browser posts the form, by default three seconds after it was served. */
  const form = (fields: Record<string, string>, from?: string, seconds = 3) => {
    const served = { form: stampForm(createKeyring([SECRET]), 'page', clock.now() - seconds * 1_000) };
    return request(
      '/subscribe',
      { method: 'POST', body: new URLSearchParams({ ...served, ...fields }) },
      from,
    );
  };
  const decide = () => decideSignups(app, new AbortController().signal);
  const mails = (kind: 'confirm' | 'welcome' | 'notice') =>
    store.db
      .selectFrom('single_mails')
      .select(['to_email', 'subject', 'text', 'html', 'headers'])
      .where('kind', '=', kind)
      .orderBy('id')
      .execute();
  /** The path of the newest confirmation link. */
  const confirmPath = async () => {
    const text = (await mails('confirm')).at(-1)?.text ?? '';
    const path = /\/confirm\/[\w.~-]+/.exec(text)?.[0];
    if (!path) throw new Error('No confirmation was queued.');
    return path;
  };
  return { store, clock, app, web, request, json, form, decide, mails, confirmPath };
}
