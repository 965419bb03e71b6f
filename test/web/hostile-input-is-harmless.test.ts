import { expect, it } from 'vitest';
import { signToken } from '../../src/audience/token.ts';
import { decideSignups } from '../../src/readers/decide-signups.ts';
import { openReaderSite } from '../support/reader-site.ts';
import { describeStores } from '../support/stores.ts';
import { HOSTILE_TEXTS, HOSTILE_VALUES } from './hostile-texts.ts';

interface Row {
  readonly what: string;
  readonly path: string;
  readonly init: RequestInit;
}

/** Headers that answers may have; a typed text must make no other. */
const KNOWN_HEADERS =
  /^(content-|cache-control$|referrer-policy$|x-robots-tag$|x-frame-options$|x-content-type-options$|x-dns-prefetch-control$|x-download-options$|x-permitted-cross-domain-policies$|x-xss-protection$|strict-transport-security$|permissions-policy$|cross-origin-|location$|allow$|etag$|vary$|retry-after$|origin-agent-cluster$|access-control-)/;
/** Control characters and direction overrides. */
const UNCLEAN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describeStores('whatever strangers send', open => {
  it('is answered without a fault, makes no header, is stored clean and never comes back as markup', async () => {
    const { store, app, web, link } = await openReaderSite(await open());
    const rows = rowsFor({
      preferences: link('preferences'),
      unsubscribe: link('unsubscribe'),
      vote: `/vote/${signToken(app.keyring.current, 'vote', '1.1.1')}`,
    });
    expect(rows.length).toBeGreaterThan(200);
    for (const { what, path, init } of rows) {
      const answer = await web.request(path, init, {
        incoming: { socket: { remoteAddress: '198.51.100.7', remotePort: 1, remoteFamily: '' } },
      });
      expect(answer.status, what).toBeLessThan(500);
      for (const [name, value] of answer.headers) {
        expect(name, what).toMatch(KNOWN_HEADERS);
        expect(value, what).not.toMatch(/stolen|victims|alert\(/);
      }
      const body = await answer.text();
      expect(body, what).not.toContain('<script>alert(1)');
      expect(body, what).not.toContain('<img src=x');
    }
    await decideSignups(app, new AbortController().signal);

    const people = await store.db
      .selectFrom('subscribers')
      .select(['email', 'name', 'timezone', 'interests'])
      .execute();
    for (const person of people) {
      for (const text of [person.email, person.name, person.timezone]) expect(text).not.toMatch(UNCLEAN);
      for (const interest of JSON.parse(person.interests) as string[]) expect(interest).not.toMatch(UNCLEAN);
      expect(person.email).toMatch(/^[^\s@<>]+@[^\s@<>]+$/);
    }
    const mails = await store.db
      .selectFrom('single_mails')
      .select(['to_email', 'subject', 'html', 'headers'])
      .execute();
    expect(mails.length).toBeGreaterThan(0);
    for (const { to_email, subject, html, headers } of mails) {
      expect(html).not.toMatch(/<script|<img src=x|victims/);
      expect(`${subject}${headers}${to_email}`).not.toMatch(/[\r\n]|victims/);
    }
  }, 120_000);
});

function rowsFor(links: Record<'preferences' | 'unsubscribe' | 'vote', string>): Row[] {
  return [
    ...HOSTILE_VALUES.flatMap((value, at) => [
      json(at, 'email', { email: value }),
      json(at, 'name', { email: `j${at}@readers.example`, name: value }),
      json(at, 'timezone', { email: `j${at}@readers.example`, timezone: value }),
      json(at, 'interests', { email: `j${at}@readers.example`, interests: value }),
    ]),
    ...HOSTILE_TEXTS.flatMap((text, at) => [
      form(at, 'email', '/subscribe', { email: text }),
      form(at, 'name', '/subscribe', { email: `f${at}@readers.example`, name: text, interests: text }),
      form(at, 'stamp', '/subscribe', { email: `f${at}@readers.example`, form: text, altcha: text }),
      form(at, 'preferences', links.preferences, { name: text, interests: text }),
      form(at, 'zone and pause', links.preferences, { timezone: text, pauseWeeks: text }),
      form(at, 'action', links.preferences, { action: text, confirm: text }),
      form(at, 'choice', links.vote, { choice: text }),
      form(at, 'one-click', links.unsubscribe, { 'List-Unsubscribe': text }),
      ...['confirm', 'preferences', 'unsubscribe', 'vote', 'compare', 'issues', 'share', 'go'].map(route => ({
        what: `path of ${route}, text ${at}`,
        path: `/${route}/${encodeURIComponent(text.toWellFormed().slice(0, 6_000))}`,
        init: { method: at % 2 === 0 ? 'GET' : 'POST' },
      })),
      {
        what: `query, text ${at}`,
        path: `/issues?page=${encodeURIComponent(text.toWellFormed().slice(0, 6_000))}`,
        init: {},
      },
      ...headerRows(text, at),
    ]),
  ];
}

function json(at: number, what: string, body: unknown): Row {
  const headers = { 'Content-Type': 'application/json' };
  return {
    what: `JSON ${what}, value ${at}`,
    path: '/subscribe',
    init: { method: 'POST', headers, body: JSON.stringify(body) },
  };
}

function form(at: number, what: string, path: string, fields: Record<string, string>): Row {
  const body = new URLSearchParams(fields);
  return { what: `form ${what}, text ${at}`, path, init: { method: 'POST', body } };
}

/** What a header may hold at all; the rest no client can send. */
function headerRows(text: string, at: number): Row[] {
  const value = text.replace(/[^\u0020-\u007e]/g, '').slice(0, 8_000);
  return ['Cookie', 'User-Agent', 'X-Forwarded-For', 'Origin', 'Accept-Language', 'X-Request-Id'].map(
    name => ({
      what: `${name}, text ${at}`,
      path: '/',
      init: { headers: { [name]: value } },
    }),
  );
}
