import { expect, it } from 'vitest';
import { confirm, findById, insertPending } from '../../src/storage/audience/subscribers.ts';
import { suppress, suppressionOf } from '../../src/storage/audience/suppressions.ts';
import type { Store } from '../../src/storage/database.ts';
import { latestActivity } from '../../src/storage/issue/activity.ts';
import { EDITOR, openDesk } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';

const DAY_MS = 24 * 3_600_000;
const NOW = Date.parse('2026-11-25T09:00:00Z');
const consent = { wording: 'Yes, weekly.', source: 'form:front', evidence: { method: 'page' } };
const HOSTILE = '<script>alert(1)</script> ‮מ';

async function add(store: Store, email: string, name: string, isConfirmed = true): Promise<number> {
  const profile = { name, timezone: 'Europe/Prague', interests: ['Agents'] };
  const added = await insertPending(store, {
    email,
    dedupeKey: email,
    ...profile,
    at: NOW - DAY_MS,
    consent,
  });
  if (added.kind !== 'added') throw new Error('It was there already.');
  if (isConfirmed) await confirm(store, added.id, { at: NOW, askedAt: NOW - DAY_MS, consent });
  return added.id;
}

async function actsOf(store: Store): Promise<string[]> {
  const lines = await latestActivity(store, { before: null, limit: 50 });
  return lines.filter(({ who }) => who === EDITOR).map(({ action, detail }) => `${action}: ${detail}`);
}

describeStores('a reader', open => {
  it('is found by a part of address or name, by state, and at once by the whole address', async () => {
    const desk = await openDesk(await open());
    const ada = await add(desk.store, 'ada_l@readers.example', 'Ada Lovelace');
    await add(desk.store, 'bob@else.example', HOSTILE, false);
    const browser = await desk.signIn();
    const found = async (query: string) =>
      await (await browser.get(`/desk/audience/readers?${query}`)).text();

    expect(await found('q=LOVELACE')).toContain('ada_l@readers.example');
    expect(await found('q=a_l')).toContain('ada_l@readers.example');
    expect(await found('q=o_e')).not.toContain('bob@else.example');
    expect(await found('q=%25')).toContain('No subscriber has “%”');
    expect(await found('status=pending')).toContain('bob@else.example');
    expect(await found('status=pending')).not.toContain('ada_l@');
    const whole = await browser.get('/desk/audience/readers?q=ADA_L%40Readers.example');
    expect([whole.status, whole.headers.get('location')]).toEqual([303, `/desk/audience/readers/${ada}`]);
    const list = await found('');
    expect(list).not.toContain('<script>alert');
    expect(list).toContain('&lt;script&gt;alert(1)');
    for (const id of ['0', '999', 'x', '1e9', '-1'])
      expect((await browser.get(`/desk/audience/readers/${id}`)).status, id).toBe(404);
  });

  it('has a page: state, consents as kept, and nothing of how they vote', async () => {
    const desk = await openDesk(await open());
    const id = await add(desk.store, 'ada@readers.example', 'Ada');
    const page = await (await (await desk.signIn()).get(`/desk/audience/readers/${id}`)).text();
    for (const words of ['Yes, weekly.', 'method page', 'Europe/Prague', 'Agents', 'Form on the front page'])
      expect(page).toContain(words);
    expect(page).toContain('Nobody is shown how a reader voted, not even editors');
  });

  it('who is pending is asked again within the caps, and not beyond', async () => {
    const desk = await openDesk(await open());
    const id = await add(desk.store, 'bob@readers.example', '', false);
    const browser = await desk.signIn();
    const ask = () => browser.post(`/desk/audience/readers/${id}`, { act: 'ask' });
    const queued = async () =>
      (await desk.store.db.selectFrom('single_mails').select('kind').where('kind', '=', 'confirm').execute())
        .length;

    expect((await ask()).headers.get('location')).toBe(`/desk/audience/readers/${id}?done=asked`);
    expect((await ask()).status).toBe(409);
    expect(await queued()).toBe(1);
    for (let day = 0; day < 4; day += 1) {
      desk.clock.advance(DAY_MS);
      await ask();
    }
    expect(await queued()).toBe(3);
    expect(await (await browser.get(`/desk/audience/readers/${id}`)).text()).toContain(
      'the most anybody gets',
    );
    expect(await actsOf(desk.store)).toContain(`asked to confirm again: subscriber ${id}`);
  });

  it('leaves on request, once', async () => {
    const desk = await openDesk(await open());
    const id = await add(desk.store, 'ada@readers.example', 'Ada');
    const browser = await desk.signIn();
    const leave = () => browser.post(`/desk/audience/readers/${id}`, { act: 'unsubscribe' });
    expect((await leave()).status).toBe(303);
    expect(await findById(desk.store, id)).toMatchObject({ state: 'unsubscribed' });
    const again = await leave();
    expect([again.status, await again.text()]).toEqual([
      409,
      expect.stringContaining('They had left already'),
    ]);
    expect(await actsOf(desk.store)).toEqual([
      `unsubscribed on request: subscriber ${id}`,
      expect.any(String),
    ]);
    expect((await browser.post(`/desk/audience/readers/${id}`, { act: 'promote' })).status).toBe(409);
  });

  it('is erased in two steps, with their number typed, and the log keeps no address', async () => {
    const desk = await openDesk(await open());
    const id = await add(desk.store, 'ada@readers.example', 'Ada');
    const browser = await desk.signIn();
    const path = `/desk/audience/readers/${id}/erase`;
    expect(await (await browser.get(path)).text()).toContain('nobody can undo this');
    expect((await browser.post(path, { number: '77' })).status).toBe(422);
    expect(await findById(desk.store, id)).toMatchObject({ state: 'confirmed' });
    expect((await browser.post(path, { number: String(id) })).headers.get('location')).toBe(
      `/desk/audience/readers/${id}?done=erased`,
    );
    expect(await findById(desk.store, id)).toMatchObject({ state: 'erased', email: '' });
    expect((await browser.post(path, { number: String(id) })).status).toBe(404);
    expect(await (await browser.get(`/desk/audience/readers/${id}`)).text()).toContain(
      `Subscriber ${id}, erased`,
    );
    expect(JSON.stringify(await actsOf(desk.store))).not.toContain('ada@');
  });
});

describeStores('the suppression list', open => {
  it('takes an address by hand with a reason, and lets it go again', async () => {
    const desk = await openDesk(await open());
    const id = await add(desk.store, 'ada@readers.example', 'Ada');
    const browser = await desk.signIn();
    const post = (fields: Record<string, string>) => browser.post('/desk/audience/suppressions', fields);

    const bare = await post({ email: 'ada@readers.example', reason: ' ' });
    expect(bare.status).toBe(422);
    expect(await bare.text()).toContain('value="ada@readers.example"');
    expect((await post({ email: 'no address', reason: 'x' })).status).toBe(422);
    expect((await post({ email: 'ADA@readers.example', reason: 'Asked by telephone' })).status).toBe(303);
    expect((await post({ email: 'ada@readers.example', reason: 'again' })).status).toBe(422);
    expect(await findById(desk.store, id)).toMatchObject({ suppressedAt: desk.clock.now() });
    const suppressed = await (await browser.get(`/desk/audience/readers/${id}`)).text();
    const list = await (await browser.get('/desk/audience/suppressions?q=ada&reason=manual')).text();
    expect(list).toContain('Asked by telephone');
    const place = /\/desk\/audience\/suppressions\/[\w-]{20,}(?=")/.exec(list)?.[0] ?? '';
    expect(suppressed).toContain(`href="${place}"`);
    expect((await browser.get(`${place}/reader`)).headers.get('location')).toBe(
      `/desk/audience/readers/${id}`,
    );
    expect((await browser.get(place)).status).toBe(200);
    expect((await browser.post(place)).headers.get('location')).toBe(
      '/desk/audience/suppressions?done=lifted',
    );
    expect(await findById(desk.store, id)).toMatchObject({ suppressedAt: null });
    expect((await browser.post(place)).status).toBe(404);
    expect((await browser.get(`${place}/reader`)).status).toBe(404);
    expect(JSON.stringify(await actsOf(desk.store))).not.toContain('ada@');
  });

  it('is led to by numbers and hashes: no link of ours has an address in it', async () => {
    const desk = await openDesk(await open());
    const id = await add(desk.store, 'ada@readers.example', 'Ada');
    await suppress(desk.store, { email: 'gone@x.example', reason: 'manual', detail: '', at: NOW });
    const browser = await desk.signIn();
    const reader = await (await browser.get(`/desk/audience/readers/${id}`)).text();
    const toList = `/desk/audience/suppressions?reader=${id}`;
    expect(reader).toContain(`href="${toList}#add"`);
    expect(await (await browser.get(toList)).text()).toContain('value="ada@readers.example"');
    const list = await (await browser.get('/desk/audience/suppressions')).text();
    const place = /\/desk\/audience\/suppressions\/[\w-]{20,}(?=")/.exec(list)?.[0] ?? '';
    const alone = await (await browser.get('/desk/audience/readers?q=gone%40x.example')).text();
    expect(alone).toContain(`href="${place}"`);
    const nobody = await browser.get(`${place}/reader`);
    expect([nobody.status, await nobody.text()]).toEqual([
      404,
      expect.stringContaining('Nobody is subscribed under this address'),
    ]);
    for (const page of [reader, list]) expect(page).not.toMatch(/href="[^"]*(?:@|%40)/);
  });

  it('keeps complaints for good, and hard bounces until somebody says why not', async () => {
    const desk = await openDesk(await open());
    await suppress(desk.store, { email: 'c@x.example', reason: 'complaint', detail: '', at: NOW });
    await suppress(desk.store, {
      email: 'b@x.example',
      reason: 'hard_bounce',
      detail: '550 no such user',
      at: NOW,
    });
    const rows = await desk.store.db.selectFrom('suppressions').select(['reason', 'address_hash']).execute();
    const place = (reason: string) =>
      `/desk/audience/suppressions/${rows.find(row => row.reason === reason)?.address_hash}`;
    const browser = await desk.signIn();

    expect((await browser.post(place('complaint'), { reason: 'They asked' })).status).toBe(409);
    expect((await browser.post(place('hard_bounce'))).status).toBe(422);
    expect(
      (await browser.post(place('hard_bounce'), { reason: 'Wrote to us from b@x.example today' })).status,
    ).toBe(303);
    expect(await suppressionOf(desk.store, 'b@x.example')).toBeNull();
    expect(await suppressionOf(desk.store, 'c@x.example')).toMatchObject({ reason: 'complaint' });
    expect((await actsOf(desk.store))[0]).toBe('suppression lifted: a hard bounce: Wrote to us from … today');
  });
});
