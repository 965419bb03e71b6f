import { expect, it } from 'vitest';
import { tidyKeys } from '../../src/newsroom/keys/tidy-keys.ts';
import { beginRequest, dropRequest, keepAnswer } from '../../src/storage/api/kept-answers.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { describeStores } from '../support/stores.ts';
import { openWorld, PICKED } from './api-world.ts';

const DAY_MS = 24 * 3_600_000;
const IT = { 'Idempotency-Key': 'b3f1c2a0-0001' };

describeStores('a request that comes again', open => {
  it('gets the same answer to the byte, and is not done again', async () => {
    const world = await openWorld(await open());
    const body = { to: ['editor@example.com'] };
    const first = await world.call('POST', `/issues/${PICKED}/test-send`, { body, headers: IT });
    const said = await first.text();
    expect(first.status).toBe(200);
    world.clock.advance(DAY_MS - 1);
    const again = await world.call('POST', `/issues/${PICKED}/test-send`, { body, headers: IT });
    expect([again.status, await again.text()]).toEqual([200, said]);
    const tests = (await activityOf(world.store, PICKED)).filter(({ action }) => action === 'test send');
    expect(tests).toMatchObject([{ who: 'key everything' }]);
    expect(await world.app.mails('test')).toHaveLength(1);
  });

  it('gets the no that it got, although it would be a yes by now', async () => {
    const world = await openWorld(await open());
    const refused = await world.call('POST', '/subscribers/99/unsubscribe', { headers: IT });
    const said = await refused.text();
    expect(refused.status).toBe(404);
    const again = await world.call('POST', '/subscribers/99/unsubscribe', { headers: IT });
    expect([again.status, again.headers.get('content-type'), await again.text()]).toEqual([
      404,
      'application/problem+json',
      said,
    ]);
  });

  it('is done once the time is up for which it was told to wait', async () => {
    const world = await openWorld(await open());
    const send = (headers = {}) =>
      world.call('POST', `/issues/${PICKED}/test-send`, { body: { to: ['editor@example.com'] }, headers });
    for (let times = 0; times < 30; times += 1) expect((await send()).status).toBe(200);
    const wait = await send(IT);
    expect(await wait.json()).toMatchObject({ type: 'urn:verdicts:problem:too-often', status: 429 });
    world.clock.advance(Number(wait.headers.get('retry-after')) * 1_000);
    expect([(await send(IT)).status, (await send(IT)).status]).toEqual([200, 200]);
    const tests = (await activityOf(world.store, PICKED)).filter(({ action }) => action === 'test send');
    expect(tests).toHaveLength(31);
  });

  it('is another one with another body, address or condition: 409, and nothing is done', async () => {
    const world = await openWorld(await open());
    const path = '/subscribers/1/unsubscribe';
    expect((await world.call('POST', path, { headers: IT, body: {} })).status).toBe(200);
    const others = [
      world.call('POST', path, { headers: IT, body: ' {}' }),
      world.call('POST', path, { headers: IT }),
      world.call('POST', '/subscribers/2/unsubscribe', { headers: IT, body: {} }),
      world.call('POST', `${path}?a=1`, { headers: IT, body: {} }),
      world.call('POST', path, { headers: { ...IT, 'If-Match': '"other"' }, body: {} }),
    ];
    for (const answer of await Promise.all(others)) {
      expect(answer.status).toBe(409);
      expect(await answer.json()).toMatchObject({
        type: 'urn:verdicts:problem:other-request',
        place: 'header Idempotency-Key',
        fix: 'Choose a new one for a new request.',
      });
    }
    expect((await (await world.call('GET', '/subscribers/2')).json()).status).toBe('confirmed');
  });

  it('belongs to one key: another key may use the same word', async () => {
    const world = await openWorld(await open());
    const other = await world.key(['subscribers'], 'other');
    const answers = [
      await world.call('POST', '/subscribers/1/unsubscribe', { headers: IT }),
      await world.call('POST', '/subscribers/1/unsubscribe', { headers: IT, key: other }),
    ];
    expect(await Promise.all(answers.map(answer => answer.json()))).toEqual([
      { id: 1, outcome: 'unsubscribed' },
      { id: 1, outcome: 'already' },
    ]);
  });

  it('is forgotten after a day', async () => {
    const world = await openWorld(await open());
    await world.call('POST', '/subscribers/1/unsubscribe', { headers: IT });
    const kept = () => world.store.db.selectFrom('api_answers').selectAll().execute();
    world.clock.advance(DAY_MS - 1);
    await tidyKeys(world.app);
    expect(await kept()).toHaveLength(1);
    world.clock.advance(1);
    const anew = await world.call('POST', '/subscribers/2/unsubscribe', { headers: IT });
    expect(await anew.json()).toEqual({ id: 2, outcome: 'unsubscribed' });
    world.clock.advance(DAY_MS);
    await tidyKeys(world.app);
    expect(await kept()).toEqual([]);
  });

  it('at the same moment is done once, however many come', async () => {
    const world = await openWorld(await open());
    const body = { to: ['editor@example.com'] };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        world.call('POST', `/issues/${PICKED}/test-send`, { body, headers: IT }),
      ),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses[0]).toBe(200);
    expect(new Set(statuses)).toEqual(new Set([200, ...(statuses.includes(409) ? [409] : [])]));
    for (const answer of answers.filter(({ status }) => status === 409)) {
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(await answer.json()).toMatchObject({ type: 'urn:verdicts:problem:under-way' });
    }
    expect(await world.app.mails('test')).toHaveLength(1);
    const later = await world.call('POST', `/issues/${PICKED}/test-send`, { body, headers: IT });
    expect(later.status).toBe(200);
    expect(await world.app.mails('test')).toHaveLength(1);
  });

  it('keeps no address: neither of what is answered, nor of what only reads', async () => {
    const world = await openWorld(await open());
    const post = (path: string, body: unknown, key: string) =>
      world.call('POST', path, { body, headers: { 'Idempotency-Key': key } });
    await post('/subscribers/search', { text: 'readers.example' }, 'a');
    await post('/subscribers', { email: 'new@readers.example' }, 'b');
    await post('/suppressions', { email: 'never@readers.example', reason: 'Asked' }, 'c');
    await post('/subscribers', { email: 'not an address@' }, 'd');
    await post(`/issues/${PICKED}/test-send`, { to: ['editor@example.com'] }, 'e');
    const rows = await world.store.db.selectFrom('api_answers').selectAll().execute();
    expect(rows.map(row => row.idempotency_key).toSorted()).toEqual(['b', 'c', 'd', 'e']);
    expect(JSON.stringify(rows)).not.toMatch(/@/);
  });

  it('has a key that can be read, and may have none', async () => {
    const world = await openWorld(await open());
    for (const key of ['', ' ', 'ä'.repeat(2), 'a'.repeat(256)]) {
      const headers = new Headers({ Authorization: `Bearer ${world.all}` });
      headers.set('Idempotency-Key', Buffer.from(key).toString('latin1'));
      const answer = await world.web.request('/api/v1/subscribers/1/unsubscribe', {
        method: 'POST',
        headers,
      });
      expect([key, answer.status]).toEqual([key, 400]);
    }
    expect((await world.call('POST', '/subscribers/1/unsubscribe')).status).toBe(200);
  });
});

describeStores('what is kept of a request', open => {
  const request = { keyId: 1, idempotencyKey: 'k', sha256: 'a', at: 1_000_000_000_000 };
  const answer = { status: 200, headers: { ETag: '"x"' }, body: '{}' };

  it('is the first again once whoever began it has been gone for two minutes', async () => {
    const store = await open();
    expect(await beginRequest(store, request)).toEqual({ kind: 'first' });
    const soon = { ...request, at: request.at + 60_000 };
    expect(await beginRequest(store, soon)).toEqual({ kind: 'under way' });
    const late = { ...request, at: request.at + 2 * 60_000 };
    expect(await beginRequest(store, late)).toEqual({ kind: 'first' });
    // The one that was given up comes to an answer after all: it is nobody's any more.
    await keepAnswer(store, request, { ...answer, body: 'of the first' });
    expect(await beginRequest(store, { ...late, at: late.at + 1 })).toEqual({ kind: 'under way' });
    await keepAnswer(store, late, answer);
    expect(await beginRequest(store, { ...late, at: late.at + 2 })).toEqual({ kind: 'again', answer });
  });

  it('is nothing when no answer came of it', async () => {
    const store = await open();
    await beginRequest(store, request);
    await dropRequest(store, request);
    expect(await beginRequest(store, { ...request, sha256: 'b' })).toEqual({ kind: 'first' });
    await keepAnswer(store, { ...request, sha256: 'b' }, answer);
    await dropRequest(store, request);
    expect(await beginRequest(store, { ...request, sha256: 'b' })).toEqual({ kind: 'again', answer });
  });
});
