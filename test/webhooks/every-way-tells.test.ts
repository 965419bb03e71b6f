import { expect, it } from 'vitest';
import { signToken } from '../../src/audience/token.ts';
import { createKey } from '../../src/newsroom/keys/api-keys.ts';
import { SCOPES } from '../../src/newsroom/keys/scope.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { signConfirm } from '../../src/readers/signup/confirm-token.ts';
import { runDue } from '../../src/scheduler.ts';
import { confirm, insertPending } from '../../src/storage/audience/subscribers.ts';
import { eventBody, SECRET, signed } from '../feedback/hooks.ts';
import { openCli } from '../support/cli.ts';
import { EDITOR, openDesk } from '../support/desk.ts';
import { describeStores, type TestStore } from '../support/stores.ts';
import { listen } from './telling.ts';

const MAILBOX = 'leave@weekly.example.com';
const WEEK = '2026-W48';
const { signal } = new AbortController();

/** The whole program, somebody signed in at its desk, and a key for everything; a webhook wants to know all of it. */
async function openProgram(store: TestStore) {
  const settings = { MAIL_UNSUBSCRIBE: MAILBOX, RESEND_WEBHOOK_SECRET: SECRET };
  const desk = await openDesk(store, { settings });
  const { app, web, clock } = desk;
  const browser = await desk.signIn();
  const made = await createKey(app, { name: 'all', scopes: SCOPES, by: EDITOR });
  if (made.kind !== 'made') throw new Error(made.why);
  await listen(app, { url: 'https://hooks.example.com/verdicts' });
  let last = 0;
  const told = async () => {
    const rows = await store.db
      .selectFrom('outgoing_events')
      .select(['id', 'type', 'subject'])
      .where('id', '>', last)
      .orderBy('id')
      .execute();
    last = rows.at(-1)?.id ?? last;
    return rows.map(({ type, subject }) => `${type} ${subject}`);
  };
  const consent = { wording: 'w', source: 's', evidence: {} };
  let readers = 0;
  const join = async (isConfirmed = true) => {
    readers += 1;
    const email = `reader${readers}@readers.example`;
    const at = clock.now();
    const profile = { name: '', timezone: '', interests: [] };
    const added = await insertPending(store, { email, dedupeKey: email, ...profile, at, consent });
    if (added.kind !== 'added') throw new Error('They were there already.');
    clock.advance(60_000);
    if (isConfirmed) await confirm(store, added.id, { at: clock.now(), askedAt: at, consent });
    clock.advance(60_000);
    await told();
    return { id: added.id, email, askedAt: at };
  };
  const token = (purpose: 'unsubscribe' | 'preferences', id: number) =>
    signToken(app.keyring.current, purpose, String(id));
  return {
    ...{ app, web, clock, browser, told, join, token },
    form: (path: string, fields: Record<string, string>) =>
      web.request(path, { method: 'POST', body: new URLSearchParams(fields) }),
    api: (path: string, body?: object, headers: Record<string, string> = {}) =>
      web.request(`/api/v1${path}`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${made.secret}`,
          'Content-Type': 'application/json',
          ...headers,
        },
        body: JSON.stringify(body ?? {}),
      }),
    mailsIn: async (subject: string) => {
      const data = { from: 'a@b.example', to: [MAILBOX], subject };
      const body = eventBody('received', { emailId: 'in_1', at: clock.now(), data });
      await web.request('/hooks/resend', signed({ id: 'msg_1', body }));
      await takeInEvents(app);
    },
    cli: openCli({ DATABASE_URL: store.url, ...settings }),
  };
}

type Program = Awaited<ReturnType<typeof openProgram>>;
type Reader = Awaited<ReturnType<Program['join']>>;

const LEAVING: Readonly<Record<string, (program: Program, reader: Reader) => unknown>> = {
  'one click of a mail program': ({ form, token }, { id }) =>
    form(`/unsubscribe/${token('unsubscribe', id)}`, { 'List-Unsubscribe': 'One-Click' }),
  'the page': ({ form, token }, { id }) => form(`/unsubscribe/${token('unsubscribe', id)}`, {}),
  'a mail': ({ mailsIn, token }, { id }) => mailsIn(`unsubscribe ${token('unsubscribe', id)}`),
  'an editor': ({ browser }, { id }) => browser.post(`/desk/audience/readers/${id}`, { act: 'unsubscribe' }),
  'a program with a key': ({ api }, { id }) => api(`/subscribers/${id}/unsubscribe`),
};

const ERASING: typeof LEAVING = {
  'the reader': ({ form, token }, { id }) =>
    form(`/preferences/${token('preferences', id)}`, { action: 'erase', confirm: 'erase' }),
  'an editor': ({ browser }, { id }) =>
    browser.post(`/desk/audience/readers/${id}/erase`, { number: String(id) }),
  'a program with a key': ({ api }, { id }) => api(`/subscribers/${id}/erase`),
  'the command line': ({ cli }, { email }) => cli.run('subscribers', 'erase', email),
};

describeStores('every way', open => {
  it('to come, to leave and to be erased is told of once, and of nobody else', async () => {
    const program = await openProgram(await open());
    const { app, clock, told, join, form, api } = program;

    const asked = await join(false);
    const link = signConfirm(app.keyring, { subscriberId: asked.id, askedAt: asked.askedAt }, clock.now());
    await form(`/confirm/${link}`, {});
    await form(`/confirm/${link}`, {});
    expect(await told()).toEqual([`subscriber.confirmed subscriber:${asked.id}`]);
    await api('/subscribers', { email: 'shop@readers.example', consent: 'Yes, weekly.' });
    expect(await told()).toEqual([`subscriber.confirmed subscriber:${asked.id + 1}`]);

    for (const [way, leave] of Object.entries(LEAVING)) {
      const reader = await join();
      for (let time = 0; time < 2; time += 1) await leave(program, reader);
      expect(await told(), way).toEqual([`subscriber.unsubscribed subscriber:${reader.id}`]);
    }
    for (const [way, erase] of Object.entries(ERASING)) {
      const reader = await join();
      for (let time = 0; time < 2; time += 1) await erase(program, reader);
      expect(await told(), way).toEqual([`subscriber.erased subscriber:${reader.id}`]);
    }
  }, 120_000);

  it('to hold, approve, stop and send an issue is told of once', async () => {
    const store = await open();
    const program = await openProgram(store);
    const { app, clock, told, join, browser, api, cli } = program;
    await join();
    const lately = async () => (await told()).map(line => line.replace(` issue:${WEEK}`, ''));
    await pickWeek(app, WEEK, 'schedule');
    expect(await lately()).toEqual(['issue.picked']);
    await browser.post(`/desk/issues/${WEEK}/check/hold`, { reason: 'wait' });
    expect(await lately()).toEqual(['issue.held']);
    expect(await cli.run('approve', '--week', WEEK, '--by', EDITOR)).toMatchObject({ code: 0 });
    expect(await lately()).toEqual(['issue.approved']);
    const etag = { 'If-Match': '*' };
    const halted = await api(`/issues/${WEEK}/hold`, {}, etag);
    expect(halted.status, await halted.clone().text()).toBe(200);
    expect(await lately()).toEqual(['issue.held']);
    expect(await cli.run('approve', '--week', WEEK, '--by', EDITOR)).toMatchObject({ code: 0 });
    await told();
    clock.set('2026-11-26T09:00:30Z');
    await runDue(app, signal);
    expect(await lately()).toEqual(['issue.sending', 'issue.sent']);
    await runDue(app, signal);
    expect(await lately()).toEqual([]);
    clock.set('2026-12-03T09:00:30Z');
    await runDue(app, signal);
    const next = (await told()).toSorted();
    expect(next).toEqual([
      'issue.held issue:2026-W49',
      'issue.picked issue:2026-W49',
      `vote.closed issue:${WEEK}`,
    ]);
  }, 120_000);
});
