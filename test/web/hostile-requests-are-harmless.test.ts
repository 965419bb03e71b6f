import { expect, it, onTestFinished } from 'vitest';
import { createWebApp } from '../../src/app.ts';
import { signToken } from '../../src/audience/token.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { decideSignups } from '../../src/readers/signup/decide-signups.ts';
import { openWebServer } from '../../src/web/web-server.ts';
import { eventBody, feedbackState, SECRET, signed } from '../feedback/hooks.ts';
import { fixedClock } from '../support/clock.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores, type TestStore } from '../support/stores.ts';
import { sentIssue, WEEK } from '../vote/vote-week.ts';
import { expectHarmless } from './harmless.ts';
import { hostileEvents } from './hostile-events.ts';
import { hostileRows } from './hostile-requests.ts';
import { JSON_BODY, type RawAnswer, type RawRequest, sendRaw } from './raw-http.ts';

const AT_ONCE = 4;
/** Of bodies that are in order but for what surrounds them; UTF-7 is letters to us. */
const MAY_SIGN_UP =
  /^(?:ada@(?:json|multipart|form)\.example|\+ADw-script\+AD4-@json\.example|reader\d@example\.com|pending@asked\.example)$/;
const signal = new AbortController().signal;

describeStores('requests as no browser sends them', (open, dialect) => {
  // What of them reaches the database does so on both in hostile-readers-are-kept-clean and below.
  it.runIf(dialect === 'sqlite')(
    'are answered without a fault, make no header and come back as no markup',
    async () => {
      const site = await openServedIssue(await open());
      const rows = hostileRows(site.links);
      expect(rows.length).toBeGreaterThan(1_000);
      const before = await site.bystander();
      const answers = await allOf(rows, site.send);
      for (const [index, { what, typed }] of rows.entries()) {
        expectHarmless(what, typed, answers[index] as RawAnswer);
      }
      await decideSignups(site.app, signal);

      expect(await site.bystander()).toEqual(before);
      for (const { email, name, state } of await site.people()) {
        expect(email).toMatch(MAY_SIGN_UP);
        expect(name).not.toMatch(/[\p{Cc}\p{Cs}\ufffd]/u);
        expect(state).not.toBe('erased');
      }
      const counts = Map.groupBy(answers, ({ status }) => Math.floor(status / 100));
      // Neither all refused at the door nor all let in.
      for (const kind of [2, 4]) expect(counts.get(kind)?.length ?? 0, `${kind}xx`).toBeGreaterThan(100);
      expect(await site.send({ path: '/' })).toMatchObject({ status: 200 });
    },
    120_000,
  );

  it('signed by the mail API itself are kept without a fault, and mean nothing', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const app = await openTestApp(store, clock, { settings: { RESEND_WEBHOOK_SECRET: SECRET } });
    const { send } = await served(await createWebApp(app));
    const before = await feedbackState(store);
    for (const [index, body] of hostileEvents(app.installationId).entries()) {
      const { headers } = signed({ id: `<script>${index}`, body });
      const lines = Object.entries(headers as Record<string, string>).map(
        ([name, value]) => `${name}: ${value}`,
      );
      const answer = await send({ method: 'POST', path: '/hooks/resend', headers: lines, body });
      expectHarmless(`event ${index}`, body, answer);
      expect(answer.status, body.slice(0, 80)).toBe(200);
    }
    while ((await takeInEvents(app)).applied > 0);
    expect(await feedbackState(store)).toEqual(before);
    const id = await send({
      method: 'POST',
      path: '/hooks/resend',
      headers: [JSON_BODY],
      body: eventBody('delivered'),
    });
    expect(id.status).toBe(401);
  });
});

/** An issue that went to three readers and one who has yet to confirm, on a port, behind one proxy. */
async function openServedIssue(store: TestStore) {
  const settings = { TRUST_PROXY: '1', RESEND_WEBHOOK_SECRET: SECRET };
  const { app, web, token } = await sentIssue(store, { readers: 3, settings });
  const { send } = await served(web);
  await send({
    method: 'POST',
    path: '/subscribe',
    headers: [JSON_BODY],
    body: '{"email":"pending@asked.example"}',
  });
  await decideSignups(app, signal);
  const { text } = await store.db
    .selectFrom('single_mails')
    .select('text')
    .where('kind', '=', 'confirm')
    .executeTakeFirstOrThrow();
  const link = (purpose: 'preferences' | 'unsubscribe') =>
    `/${purpose}/${signToken(app.keyring.current, purpose, '1')}`;
  const sitemap = await send({ path: '/sitemap.xml' });
  const links = {
    confirm: /\/confirm\/[\w.~-]+/.exec(text)?.[0] ?? '',
    preferences: link('preferences'),
    unsubscribe: link('unsubscribe'),
    vote: `/vote/${token(1)}`,
    pair: /\/compare\/([^<]+)/.exec(sitemap.body)?.[1] ?? '',
    week: WEEK,
  };
  for (const path of [links.confirm, links.preferences, links.vote, `/compare/${links.pair}`]) {
    expect((await send({ path })).status, path).toBe(200);
  }
  const people = () => store.db.selectFrom('subscribers').select(['email', 'name', 'state']).execute();
  /** Whose links nobody has. */
  const bystander = async () => ({
    reader: await store.db.selectFrom('subscribers').selectAll().where('id', '=', 2).execute(),
    ballots: await store.db.selectFrom('ballots').selectAll().where('subscriber_id', '=', 2).execute(),
  });
  return { app, send, links, people, bystander };
}

async function served(web: Awaited<ReturnType<typeof createWebApp>>) {
  const { port, close } = await openWebServer(web, { hostname: '127.0.0.1', port: 0 });
  onTestFinished(close);
  let visitors = 0;
  /** Each from a network of its own, unless it says where it comes from. */
  const send = (request: RawRequest) => {
    visitors += 1;
    const given = request.headers ?? [];
    const from = given.some(line => /^x-forwarded-for/i.test(line))
      ? []
      : [`X-Forwarded-For: 10.${visitors >> 8}.${visitors & 255}.1`];
    return sendRaw(port, { ...request, headers: [...from, ...given] });
  };
  return { send };
}

/** Several at a time, as from several connections. */
async function allOf(
  rows: readonly RawRequest[],
  send: (row: RawRequest) => Promise<RawAnswer>,
): Promise<RawAnswer[]> {
  const answers: RawAnswer[] = [];
  const queue = rows.entries();
  const lane = async () => {
    for (const [index, row] of queue) answers[index] = await send(row);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return answers;
}
