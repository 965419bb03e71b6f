import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { expect, it, onTestFinished } from 'vitest';
import { createWebApp } from '../../src/app.ts';
import { signToken } from '../../src/audience/token.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { decideSignups } from '../../src/readers/signup/decide-signups.ts';
import { stampForm } from '../../src/readers/signup/form-stamp.ts';
import type { Store } from '../../src/storage/database.ts';
import { openWebServer } from '../../src/web/web-server.ts';
import { fixedClock } from '../support/clock.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';
import { expectHarmless, expectUnwritten } from './harmless.ts';
import { HOSTILE_ADDRESSES } from './hostile-addresses.ts';
import { HOSTILE_INTERESTS, HOSTILE_NAMES, HOSTILE_ZONES } from './hostile-profiles.ts';
import { FORM, fields, JSON_BODY, type RawRequest, sendRaw } from './raw-http.ts';

const HOUR_MS = 3_600_000;
const WEEK = '2026-W48';
/** Below what everybody together may ask for in an hour: a row that meets a cap would show nothing. */
const ROWS_PER_HOUR = 150;
/** By code point, not by the expression that src/audience cleans with. */
const UNCLEAN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd\ud800-\udfff]/u;

interface Row {
  readonly what: string;
  readonly typed: string;
  readonly fields: Readonly<Record<string, string>>;
  /** What must be kept of it; null when nothing may be. */
  readonly kept: Kept | null;
}

interface Kept {
  readonly email: string;
  readonly name: string;
  readonly timezone: string;
  readonly interests: readonly string[];
}

const nothing: Omit<Kept, 'email'> = { name: '', timezone: '', interests: [] };

/** Each with an address, and so a domain, of its own. */
function rowsOf(via: 'form' | 'json'): Row[] {
  const row = (field: string, typed: string, at: number, kept: Partial<Kept> | null): Row => {
    const email = `${via}@${field}-${at}-${via}.example`;
    return {
      what: `${field} ${at} by ${via}`,
      typed,
      fields: { email, [field]: typed },
      kept: kept && { email, ...nothing, ...kept },
    };
  };
  // What is kept as typed is kept alike whichever way it came: once is enough.
  const names = HOSTILE_NAMES.filter(([typed, name]) => via === 'form' || typed !== name);
  return [
    ...HOSTILE_ADDRESSES.map(([typed, email], at) => ({
      what: `address ${at} by ${via}`,
      typed,
      fields: { email: typed },
      kept: email === null ? null : { email, ...nothing },
    })),
    ...names.map(([typed, name], at) => row('name', typed, at, name === null ? null : { name })),
    ...HOSTILE_INTERESTS.map(([typed, interests], at) =>
      row('interests', typed, at, interests && { interests }),
    ),
    ...HOSTILE_ZONES.map((typed, at) => row('timezone', typed, at, via === 'form' ? {} : null)),
  ];
}

describeStores('readers with hostile names, addresses, interests and zones', open => {
  it('are refused or kept clean, and no page and no mail writes what they typed as they typed it', async () => {
    const site = await openServedSite(await open());
    const byForm = rowsOf('form');
    const byJson = rowsOf('json');
    expect(byForm.length + byJson.length).toBeGreaterThan(300);

    const kept = await signAllUp(site, byForm, 'form');
    // The hostile addresses come a second time, which changes nothing.
    const keptJson = await signAllUp(site, byJson, 'json');
    const people = await site.people();
    const expected = new Map([...kept, ...keptJson].map(row => [row.kept?.email, row]));
    expect(people.map(({ email }) => email).toSorted()).toEqual([...expected.keys()].toSorted());
    expect(people.length).toBeGreaterThan(120);
    for (const { id: _, ...person } of people) {
      expect(person, expected.get(person.email)?.what).toEqual(expected.get(person.email)?.kept);
      for (const text of [person.email, person.name, person.timezone, ...person.interests]) {
        expect(text, expected.get(person.email)?.what).not.toMatch(UNCLEAN);
      }
    }

    // Nobody but the mailbox has agreed yet: what a visitor typed may not be mailed to it, in any spelling.
    const asked = await site.queued();
    expect(asked.map(mail => mail.to_email).toSorted()).toEqual([...expected.keys()].toSorted());
    for (const { to_email, subject, html, text, headers } of asked) {
      expect(`${subject}${headers}`).not.toMatch(/[\r\n]/);
      const { name, interests } = expected.get(to_email)?.kept ?? nothing;
      for (const typed of [name, ...interests].filter(one => one.length > 9)) {
        expect(`${subject}${html}${text}${headers}`.includes(typed), expected.get(to_email)?.what).toBe(
          false,
        );
      }
    }
    await confirmAll(site, asked);
    await readPreferences(site, people, expected);
    await readIssue(site, expected);
  }, 120_000);
});

type Site = Awaited<ReturnType<typeof openServedSite>>;
type Expected = ReadonlyMap<string | undefined, Row>;

/** As `serve` opens it, on a port, behind one proxy. */
async function openServedSite(store: Store) {
  const clock = fixedClock('2026-11-25T06:00:00Z');
  const app = await openTestApp(store, clock, { settings: { TRUST_PROXY: '1' } });
  const web = await createWebApp(app);
  const { port, close } = await openWebServer(web, { hostname: '127.0.0.1', port: 0 });
  onTestFinished(close);
  let visitors = 0;
  /** Each from a network of its own. */
  const send = (request: RawRequest) => {
    visitors += 1;
    const from = `X-Forwarded-For: 10.${visitors >> 8}.${visitors & 255}.1`;
    return sendRaw(port, { ...request, headers: [from, ...(request.headers ?? [])] });
  };
  const people = async () =>
    (
      await store.db
        .selectFrom('subscribers')
        .select(['id', 'email', 'name', 'timezone', 'interests'])
        .execute()
    ).map(person => ({ ...person, interests: JSON.parse(person.interests) as string[] }));
  const queued = (kind = 'confirm') =>
    store.db
      .selectFrom('single_mails')
      .select(['to_email', 'subject', 'html', 'text', 'headers'])
      .where('kind', '=', kind as 'confirm')
      .execute();
  return { clock, app, send, people, queued };
}

/** @returns the rows that must have been kept */
async function signAllUp(site: Site, rows: readonly Row[], via: 'form' | 'json'): Promise<Row[]> {
  const { app, clock, send } = site;
  for (const [index, { what, typed, fields: given, kept }] of rows.entries()) {
    if (index % ROWS_PER_HOUR === 0) clock.advance(HOUR_MS);
    const form = stampForm(app.keyring, 'page', clock.now() - 3_000);
    const { interests, ...rest } = given;
    const body =
      via === 'form'
        ? fields({ ...given, form })
        : JSON.stringify({ ...rest, ...(interests !== undefined && { interests: [interests] }) });
    const header = via === 'form' ? FORM : JSON_BODY;
    const answer = await send({ method: 'POST', path: '/subscribe', headers: [header], body });
    expectHarmless(what, typed, answer);
    const isLong = body.length > 65_536;
    const wanted = kept ? (via === 'form' ? 303 : 202) : isLong ? 413 : 400;
    expect(answer.status, what).toBe(wanted);
    if (index % ROWS_PER_HOUR === ROWS_PER_HOUR - 1) await decideSignups(app, new AbortController().signal);
  }
  await decideSignups(app, new AbortController().signal);
  return rows.filter(({ kept }) => kept !== null);
}

async function confirmAll({ send, queued }: Site, asked: Awaited<ReturnType<Site['queued']>>): Promise<void> {
  for (const { text, to_email } of asked) {
    const path = /\/confirm\/[\w.~-]+/.exec(text)?.[0] ?? '/none';
    const answer = await send({ method: 'POST', path, headers: [FORM], body: '' });
    expect(answer.status, to_email).toBe(200);
  }
  const welcomes = await queued('welcome');
  expect(welcomes).toHaveLength(asked.length);
  for (const { html, headers } of welcomes) {
    expect(headers).not.toMatch(/[\r\n]/);
    expectUnwritten('welcome', '', html);
  }
}

async function readPreferences(
  { app, send }: Site,
  people: Awaited<ReturnType<Site['people']>>,
  expected: Expected,
): Promise<void> {
  for (const { id, email, name, interests } of people) {
    const what = `preferences of ${expected.get(email)?.what}`;
    const path = `/preferences/${signToken(app.keyring.current, 'preferences', String(id))}`;
    const page = await send({ path });
    expect(page.status, what).toBe(200);
    for (const typed of [email, name, ...interests]) expectHarmless(what, typed, page);
    const action = { method: 'POST', path, headers: [FORM], body: fields({ action: 'export' }) };
    const data = await send(action);
    expectHarmless(what, name, data);
    expect(data.headers.find(([header]) => header === 'content-type')?.[1], what).toMatch(
      /^application\/json/,
    );
  }
}

/** The one mail that greets by name. */
async function readIssue({ app, clock }: Site, expected: Expected): Promise<void> {
  clock.set('2026-11-26T09:00:00Z');
  await pickWeek(app, WEEK, 'schedule');
  expect((await approveWeek(app, WEEK, 'editor@example.com')).kind).toBe('approved');
  const signal = new AbortController().signal;
  await sendWeek(app, WEEK, { now: true, signal, patienceMs: 0, who: 'test' });
  const files = await app.mails('issue');
  expect(files).toHaveLength(expected.size);
  for (const file of files) {
    const mail = await PostalMime.parse(await readFile(join(app.outbox, 'issue', file)));
    const [to, ...others] = mail.to ?? [];
    const row = expected.get(to?.address);
    const what = `issue for ${row?.what}`;
    expect(row, `${file} goes to ${to?.address}`).toBeDefined();
    expect([others, mail.cc ?? [], mail.bcc ?? []], what).toEqual([[], [], []]);
    expectUnwritten(what, String(row?.kept?.name), mail.html ?? '');
    for (const { key, value } of mail.headers) {
      expect(key, what).toMatch(
        /^(from|to|reply-to|subject|date|message-id|mime-version|content-|list-|x-verdicts-|feedback-id|precedence|auto-submitted)/,
      );
      expect(value, what).not.toMatch(/stolen|victims\.example|evil\.example/);
    }
  }
}
