import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openWebServer } from '../../src/web/web-server.ts';
import { SECRET } from '../feedback/hooks.ts';
import { JSON_BODY, sendRaw } from './raw-http.ts';
import { openSite } from './site.ts';

/** As `serve` opens it. */
async function serveSite(settings: Record<string, string> = {}) {
  const site = await openSite({ settings: { RESEND_WEBHOOK_SECRET: SECRET, ...settings } });
  const server = await openWebServer(site.app, { hostname: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  return { ...site, port: server.port };
}

/** Says the beginning of a request and goes away: politely or not. */
function sendHalf(port: number, path: string, framing: string, type: string, isRude: boolean): Promise<void> {
  const chunked = framing.startsWith('Transfer');
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => {
      const head = [`POST ${path} HTTP/1.1`, 'Host: weekly.example.com', `Content-Type: ${type}`, framing];
      const body = chunked ? '5\r\n{"ema\r\n' : '{"ema';
      socket.write(`${head.join('\r\n')}\r\n\r\n${body}`, () =>
        setTimeout(() => (isRude ? socket.resetAndDestroy() : socket.end()), 50),
      );
    });
    socket.on('error', () => undefined).on('close', () => resolve());
    socket.resume();
  });
}

const FORM_TYPE = 'application/x-www-form-urlencoded';

describe('a body that is cut short', () => {
  it.each([
    ['/subscribe', 'application/json'],
    ['/subscribe', FORM_TYPE],
    ['/unsubscribe/token', FORM_TYPE],
    ['/hooks/resend', 'application/json'],
    ['/desk/sign-in', 'multipart/form-data; boundary=x'],
  ])('does nothing at %s (%s), is a 400, and no error in the log', async (path, type) => {
    const { port, lines, store } = await serveSite();
    for (const framing of ['Content-Length: 1000', 'Transfer-Encoding: chunked']) {
      for (const isRude of [true, false]) await sendHalf(port, path, framing, type, isRude);
    }
    const answered = () => lines.filter(({ message }) => message === 'request');
    await expect.poll(() => answered().length).toBe(4);
    expect(answered().map(({ fields }) => fields.status)).toEqual([400, 400, 400, 400]);
    expect([...new Set(lines.map(({ level }) => level))]).toEqual(['debug']);
    for (const table of ['signup_requests', 'sign_ins', 'caps', 'consents'] as const)
      expect(await store.db.selectFrom(table).selectAll().execute()).toEqual([]);
  });
});

describe('JSON nested five thousand deep', () => {
  const deep = '['.repeat(5_000) + ']'.repeat(5_000);
  const objects = '{"a":'.repeat(5_000) + '1'.padEnd(5_001, '}');

  it.each([
    ['a proof', `{"email":"ada@readers.example","altcha":{"a":${deep}}}`],
    ['a proof of objects', `{"email":"ada@readers.example","altcha":${objects}}`],
    ['an address', `{"email":${deep}}`],
    ['interests', `{"email":"ada@readers.example","interests":${deep}}`],
    ['a field of no name of ours', `{"email":"ada@readers.example","x":${deep}}`],
    ['the whole body', deep],
  ])('as %s is a 400', async (_, body) => {
    const { port, lines } = await serveSite();
    const answer = await sendRaw(port, { method: 'POST', path: '/subscribe', headers: [JSON_BODY], body });
    expect(answer.status).toBe(400);
    expect(lines.some(({ level }) => level === 'error')).toBe(false);
  });
});

describe('the Host header', () => {
  it('stands there once', async () => {
    const { port } = await serveSite();
    const ask = async (...headers: string[]) => (await sendRaw(port, { path: '/', headers })).status;
    expect(await ask('Host: weekly.example.com')).toBe(200);
    expect(await ask('Host: weekly.example.com', 'Host: evil.example')).toBe(400);
    expect(await ask('Host: weekly.example.com', 'host: weekly.example.com')).toBe(400);
  });
});

describe('a visitor of a served site', () => {
  it('is known by the address the connection came from', async () => {
    const { port, store } = await serveSite();
    const body = new URLSearchParams({ email: 'ada@readers.example' });
    const answer = await fetch(`http://127.0.0.1:${port}/desk/sign-in`, {
      method: 'POST',
      body,
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    const { subject } = await store.db
      .selectFrom('caps')
      .select('subject')
      .where('cap', '=', 'sign-in-network')
      .executeTakeFirstOrThrow();
    expect(subject).toBe('127.0.0.0/24');
  });
});
