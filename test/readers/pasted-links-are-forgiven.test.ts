import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bareRandomToken, bareToken } from '../../src/audience/bare-token.ts';
import { signExpiringToken } from '../../src/audience/token.ts';
import { goToken } from '../../src/issue/go-link.ts';
import { openDesk } from '../support/desk.ts';
import { openReaderSite } from '../support/reader-site.ts';
import { describeStores } from '../support/stores.ts';
import { sentIssue } from '../vote/vote-week.ts';

/** What stands behind a link that was pasted, forwarded or rewritten. */
const GLUED = [
  '.',
  '...',
  ',',
  ')',
  '>',
  '%3E',
  '&utm_source=x',
  '&amp;utm_source=x',
  '%3Futm_source=x',
  '%253Futm_source=x',
  '?utm_source=x',
  '?utm_source=x&fbclid=y',
  '#',
  '/',
  '/.',
  '%20',
  '%0A',
  '%E2%80%8B',
  '%EF%BB%BF',
  '%C2%A0',
  '%E2%80%9D',
  '*',
  '_',
  '~',
  '=',
  '%22',
  ';',
];

describeStores('a link with something glued to it', open => {
  it('opens what it was made for, for leaving and for preferences', async () => {
    const { web, id, store, link } = await openReaderSite(await open());
    for (const tail of GLUED) {
      const page = await web.request(`${link('preferences')}${tail}`);
      expect([page.status, await page.text()], tail).toEqual([200, expect.stringContaining('Lovelace')]);
      await store.db.updateTable('subscribers').set({ state: 'confirmed' }).where('id', '=', id).execute();
      const left = await web.request(`${link('unsubscribe')}${tail}`, { method: 'POST' });
      expect([left.status, await left.text()], tail).toEqual([
        200,
        expect.stringContaining('You have left.'),
      ]);
      const row = await store.db.selectFrom('subscribers').select('state').executeTakeFirstOrThrow();
      expect(row.state, tail).toBe('unsubscribed');
    }
    const inside = link('preferences').replace(/(.{30})/, '$1%E2%80%8B');
    expect((await web.request(inside)).status).toBe(200);
  });

  it('opens the ballot, the link of a tool and the page that confirms', async () => {
    const { web, token, issue, app, store, clock } = await sentIssue(await open(), { readers: 2 });
    const tool = issue.pick.pairings[0]!.a;
    const go = goToken(issue.week, tool, app.installationId);
    await store.db.deleteFrom('go_links').where('token', '=', go).execute();
    const row = {
      token: go,
      issue_id: issue.id,
      tool,
      original: 'https://a.example/',
      target: 'https://a.example/',
    };
    await store.db.insertInto('go_links').values(row).execute();
    const confirm = signExpiringToken(app.keyring.current, 'confirm', '1-a', clock.now() + 60_000);
    for (const tail of GLUED) {
      expect((await web.request(`/vote/${token(1)}${tail}`)).status, tail).toBe(200);
      expect((await web.request(`/go/${go}${tail}`)).headers.get('location'), tail).toBe(
        'https://a.example/',
      );
      expect((await web.request(`/confirm/${confirm}${tail}`)).status, tail).toBe(200);
    }
    const cast = { method: 'POST', body: new URLSearchParams({ choice: 'a' }) };
    expect(await (await web.request(`/vote/${token(1)}.`, cast)).text()).toContain('Your vote is in.');
  });

  it('opens the door of the desk', async () => {
    const { app, clock, web } = await openDesk(await open());
    const id = app.newSecret();
    const expiresAt = clock.now() + 60_000;
    const row = {
      id,
      email: 'editor@verdicts.example',
      browser_hash: 'x',
      asked_at: clock.now(),
      expires_at: expiresAt,
    };
    await app.store.db.insertInto('sign_ins').values(row).execute();
    const token = signExpiringToken(app.keyring.current, 'sign-in', id, expiresAt);
    for (const tail of GLUED.filter(sign => sign !== '_')) {
      expect((await web.request(`/desk/sign-in/${token}${tail}`)).status, tail).toBe(200);
    }
  });
});

it('nothing is guessed: what remains is a part of what was pasted, and a clean token remains as it is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[\w~.-]{0,40}[a-zA-Z0-9]$/),
      (text, token) => {
        expect(bareToken(bareToken(text))).toBe(bareToken(text));
        expect(bareToken(text)).toMatch(/^[\w.~-]*$/);
        expect([bareToken(token), bareRandomToken(token)]).toEqual([token, token]);
      },
    ),
  );
});
