import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createWebApp } from '../../src/app.ts';
import { type LastingPurpose, signToken } from '../../src/audience/token.ts';
import { SECRET } from '../feedback/hooks.ts';
import { fixedClock } from '../support/clock.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';

const ADDRESS = 'reader1@example.com';
const QUERY = 'a-query-with-a-secret';
const PURPOSES: readonly LastingPurpose[] = [
  'preferences',
  'unsubscribe',
  'vote',
  'vote-test',
  'go',
  'form',
  'known-browser',
];
const FORMS = [
  { email: ADDRESS, name: ADDRESS, action: 'save' },
  { email: ADDRESS, action: 'export', choice: 'a' },
  { 'List-Unsubscribe': 'One-Click' },
  { action: 'erase', confirm: 'erase' },
];

describeStores('the log at its most talkative', open => {
  it('has no token, address or query of any route in it', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const lines: string[] = [];
    const stream = new Writable({
      write: (chunk, _, done) => {
        lines.push(String(chunk));
        done();
      },
    });
    const app = {
      ...(await openTestApp(store, clock, { settings: { RESEND_WEBHOOK_SECRET: SECRET } })),
      log: pino({ level: 'trace' }, stream),
    };
    await addReaders(store, 2, clock);
    const web = await createWebApp(app);
    const tokens = PURPOSES.map(purpose => signToken(app.keyring.current, purpose, '1'));
    const paths = [...new Set(web.routes.map(({ path }) => path).filter(path => !path.includes('*')))];
    let requests = 0;
    for (const path of [...paths, '/nowhere/:token']) {
      for (const token of path.includes(':') ? [...tokens, ADDRESS] : ['']) {
        const address = `${path.replaceAll(/:[^/]+/g, token)}?q=${QUERY}&email=${ADDRESS}`;
        await web.request(address, { headers: { 'X-Request-Id': QUERY, Referer: QUERY, Cookie: QUERY } });
        for (const form of FORMS) {
          await web.request(address, { method: 'POST', body: new URLSearchParams(form as never) });
        }
        requests += 1 + FORMS.length;
      }
    }
    expect(lines.length).toBeGreaterThanOrEqual(requests);
    const log = lines.join('');
    for (const secret of [...tokens, ADDRESS, QUERY, 'example.com']) expect(log).not.toContain(secret);
  });
});
