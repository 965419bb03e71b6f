import { expect, it } from 'vitest';
import { submitDueSingleMails } from '../../src/newsroom/single-mails.ts';
import { confirmSubscription } from '../../src/readers/signup/confirm-subscription.ts';
import { decideSignups } from '../../src/readers/signup/decide-signups.ts';
import { consentsOf } from '../../src/storage/audience/consents.ts';
import { latestActivity } from '../../src/storage/issue/activity.ts';
import { describeStores } from '../support/stores.ts';
import { type ApiWorld, openWorld } from './api-world.ts';

const never = new AbortController().signal;

describeStores('a reader whom a program brings', open => {
  it('by double opt-in gets one mail, and is in when they press its button', async () => {
    const world = await openWorld(await open());
    const added = await add(world, { email: 'New@Readers.example', name: 'New', interests: ['Coding'] });
    expect(added).toEqual({ id: 6, outcome: 'asked' });
    expect(await read(world, 6)).toMatchObject({
      email: 'New@readers.example',
      status: 'pending',
      source: 'api',
    });
    await submitDueSingleMails(world.app, never);
    const [name = ''] = await world.app.mails('confirm');
    const mail = (await world.app.read('confirm', name)).replace(/=\r?\n/g, '').replace(/=3D/gi, '=');
    const [, token = ''] = /\/confirm\/([\w.~-]+)/.exec(mail) ?? [];
    expect(await confirmSubscription(world.app, token, { network: '', userAgent: '' })).toBe('confirmed');
    expect(await read(world, 6)).toMatchObject({ status: 'confirmed' });
    expect((await consentsOf(world.store, 6)).map(({ event, source }) => [event, source])).toEqual([
      ['requested', 'api'],
      ['confirmed', 'confirm-page'],
    ]);
    expect(await add(world, { email: 'new@readers.example' })).toEqual({ id: 6, outcome: 'confirmed' });
    expect(await world.app.mails('confirm')).toHaveLength(1);
  });

  it('is asked once a day and three times in all, whoever asks', async () => {
    const world = await openWorld(await open());
    const outcomes: string[] = [];
    for (let day = 0; day < 5; day += 1) {
      for (let time = 0; time < 2; time += 1)
        outcomes.push((await add(world, { email: 'slow@readers.example' })).outcome);
      world.clock.advance(25 * 3_600_000);
    }
    expect(outcomes.filter(outcome => outcome === 'asked')).toHaveLength(3);
    expect(outcomes.filter(outcome => outcome === 'capped')).toHaveLength(7);
    await decideSignups(world.app, never);
  });

  it('comes at a pace: a key asks for two hundred confirmation mails an hour', async () => {
    const world = await openWorld(await open());
    let last = new Response();
    for (let n = 0; n <= 200; n += 1)
      last = await world.call('POST', '/subscribers', { body: { email: `r${n}@d${n}.example` } });
    expect([last.status, last.headers.get('retry-after')]).toEqual([429, '18']);
    expect((await last.json()).detail).toBe('A key may ask for 200 confirmation mails in an hour.');
    const other = await world.key(['subscribers'], 'other');
    const elsewhere = await world.call('POST', '/subscribers', {
      key: other,
      body: { email: 'x@y.example' },
    });
    expect(elsewhere.status).toBe(202);
  }, 120_000);

  it('with the words they agreed to is in at once, without a mail, unless they had left', async () => {
    const world = await openWorld(await open());
    const consent = 'Yes, send me the weekly verdicts.';
    expect(await add(world, { email: 'shop@readers.example', consent })).toEqual({
      id: 6,
      outcome: 'confirmed',
    });
    expect(await read(world, 6)).toMatchObject({
      status: 'confirmed',
      source: 'api',
      consents: [{ event: 'imported', wording: consent, source: 'api' }],
    });
    await world.call('POST', '/subscribers/6/unsubscribe');
    expect(await add(world, { email: 'shop@readers.example', consent })).toEqual({
      id: 6,
      outcome: 'kept out',
    });
    expect(await add(world, { email: 'gone@readers.example', consent })).toMatchObject({
      outcome: 'kept out',
    });
    await world.call('POST', '/subscribers/6/erase');
    expect(await add(world, { email: 'shop@readers.example', consent })).toMatchObject({
      outcome: 'kept out',
    });
    await submitDueSingleMails(world.app, never);
    expect(await world.app.mails('confirm')).toEqual([]);
  });

  it('is never mailed while the address is suppressed', async () => {
    const world = await openWorld(await open());
    expect(await add(world, { email: 'gone@readers.example' })).toMatchObject({ outcome: 'suppressed' });
    await submitDueSingleMails(world.app, never);
    expect(await world.app.mails('confirm')).toEqual([]);
  });
});

describeStores('a reader', open => {
  it('is found by whole address in any spelling, by a part, and by status', async () => {
    const world = await openWorld(await open());
    const search = async (body: object) => {
      const page = await (await world.call('POST', '/subscribers/search', { body })).json();
      return page.items.map(({ email }: { email: string }) => email);
    };
    expect(await search({ email: ' ADA@readers.EXAMPLE ' })).toEqual(['ada@readers.example']);
    expect(await search({ email: 'nobody@readers.example' })).toEqual([]);
    expect(await search({ text: 'ma' })).toEqual(['mary@readers.example']);
    await world.call('POST', '/subscribers/2/unsubscribe');
    expect(await search({ status: 'unsubscribed' })).toEqual(['grace@readers.example']);
    expect(await search({ email: 'grace@readers.example', status: 'confirmed' })).toEqual([]);
  });

  it('is changed field by field, recorded with their consents, and not at all when it says so already', async () => {
    const world = await openWorld(await open());
    const patch = (body: object) => world.call('PATCH', '/subscribers/1', { body });
    const changed = await patch({ name: ' Ada  Lovelace ', timezone: 'europe/london', pauseWeeks: 2 });
    expect(await changed.json()).toMatchObject({
      ...{ name: 'Ada Lovelace', timezone: 'Europe/London', status: 'paused' },
      consents: [{}, {}, { event: 'changed', source: 'api' }],
    });
    const [line] = await latestActivity(world.store, { before: null, limit: 1 });
    expect(line).toMatchObject({ who: 'key everything', action: 'reader changed' });
    expect((await (await patch({ name: 'Ada Lovelace' })).json()).consents).toHaveLength(3);
    const bad = await patch({ timezone: 'Mars', interests: ['x'.repeat(41)] });
    expect([bad.status, await bad.json()]).toMatchObject([
      400,
      { faults: [{ place: 'body.timezone' }, { place: 'body.interests' }] },
    ]);
  });

  it('leaves and is erased by number, once', async () => {
    const world = await openWorld(await open());
    const post = async (act: string) => (await world.call('POST', `/subscribers/1/${act}`)).json();
    expect(await post('unsubscribe')).toEqual({ id: 1, outcome: 'unsubscribed' });
    expect(await post('unsubscribe')).toEqual({ id: 1, outcome: 'already' });
    expect(await post('erase')).toEqual({ id: 1, outcome: 'erased' });
    expect(await post('erase')).toEqual({ id: 1, outcome: 'already' });
    expect(await read(world, 1)).toMatchObject({ email: '', status: 'erased' });
    expect((await world.call('PATCH', '/subscribers/1', { body: { name: 'x' } })).status).toBe(404);
    const log = await latestActivity(world.store, { before: null, limit: 10 });
    expect(JSON.stringify(log.filter(({ who }) => who.startsWith('key ')))).not.toContain('@');
  });

  it('is in the export, one a line, as the command has it', async () => {
    const world = await openWorld(await open());
    await world.call('POST', '/subscribers/2/unsubscribe');
    const answer = await world.call('POST', '/subscribers/export');
    const lines = (await answer.text()).trim().split('\n');
    expect(lines.map(line => JSON.parse(line))).toEqual(
      expect.arrayContaining([
        { email: 'ada@readers.example', name: 'ada', timezone: '', interests: [], status: 'confirmed' },
        {
          email: 'grace@readers.example',
          name: 'grace',
          timezone: '',
          interests: [],
          status: 'unsubscribed',
        },
        { email: 'gone@readers.example', name: '', timezone: '', interests: [], status: 'suppressed' },
      ]),
    );
    expect(lines).toHaveLength(6);
    const [line] = await latestActivity(world.store, { before: null, limit: 1 });
    expect(line).toMatchObject({ who: 'key everything', action: 'exported' });
  });
});

async function add(world: ApiWorld, body: object): Promise<{ id: number | null; outcome: string }> {
  const answer = await world.call('POST', '/subscribers', { body });
  expect(answer.status).toBe(202);
  return answer.json();
}

async function read(world: ApiWorld, id: number): Promise<Record<string, unknown>> {
  return (await world.call('GET', `/subscribers/${id}`)).json();
}
