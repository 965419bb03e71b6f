import { expect, it } from 'vitest';
import { consentsOf } from '../../src/storage/audience/consents.ts';
import { findById } from '../../src/storage/audience/subscribers.ts';
import { countAudience } from '../../src/storage/delivery/freezes.ts';
import { everything } from '../audience/person-to-erase.ts';
import { EMAIL, oldLink, openReaderSite } from '../support/reader-site.ts';
import { describeStores } from '../support/stores.ts';

const WEEK_MS = 7 * 86_400_000;

describeStores('a reader’s preferences', open => {
  const setUp = async (options: Parameters<typeof openReaderSite>[1] = {}) => {
    const site = await openReaderSite(await open(), options);
    const reader = async () => (await findById(site.store, site.id))!;
    const changes = async () =>
      (await consentsOf(site.store, site.id)).filter(consent => consent.event === 'changed');
    return { ...site, path: site.link('preferences'), reader, changes };
  };

  it('are shown as they are, and opening the page a hundred times changes no row', async () => {
    const { web, store, path } = await setUp({ interests: ['Video', 'Gardening'] });
    const before = await everything(store);
    for (let n = 0; n < 100; n++) {
      const answer = await web.request(path, { method: n % 2 === 0 ? 'GET' : 'HEAD' });
      expect(answer.status).toBe(200);
    }
    const page = await (await web.request(path)).text();
    for (const shown of [
      EMAIL,
      'value="Ada Lovelace"',
      '<option value="Europe/London" selected="">London</option>',
      'name="interests" checked="" value="Video"',
      'name="interests" checked="" value="Gardening"',
      'name="interests" value="Writing"',
      '<option value="0" selected="">No pause</option>',
    ]) {
      expect(page).toContain(shown);
    }
    expect(await everything(store)).toBe(before);
  });

  it('are saved together, written into the record of consent, and once when saved twice', async () => {
    const { post, path, reader, changes } = await setUp();
    const fields: [string, string][] = [
      ['action', 'save'],
      ['name', '  Ada  King '],
      ['timezone', 'europe/prague'],
      ['interests', ''],
      ['interests', 'video'],
      ['interests', 'Developer Tools'],
      ['pauseWeeks', '0'],
    ];
    for (let n = 0; n < 2; n++) {
      const answer = await post(path, fields);
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('Saved.')]);
    }
    expect(await reader()).toMatchObject({
      name: 'Ada King',
      timezone: 'Europe/Prague',
      interests: ['Video', 'Developer Tools'],
      pausedUntil: null,
    });
    expect(await changes()).toEqual([
      expect.objectContaining({
        wording: 'Preferences saved: name, time zone, interests',
        source: 'preferences',
        evidence: { method: 'page', form: '/preferences' },
      }),
    ]);
  });

  it('stay where a field was not sent, and can be emptied', async () => {
    const { post, path, reader } = await setUp({ interests: ['Video'] });
    await post(path, { name: 'Ada' });
    expect(await reader()).toMatchObject({ name: 'Ada', timezone: 'Europe/London', interests: ['Video'] });
    await post(path, { action: 'save', name: '', timezone: '', interests: '' });
    expect(await reader()).toMatchObject({ name: '', timezone: '', interests: [] });
  });

  it.each([
    ['name', 'x'.repeat(201), 'longer than 200 characters'],
    ['timezone', 'Mars/"Base"', 'not an IANA time zone'],
    ['interests', 'y'.repeat(41), 'longer than 40 characters'],
    ['pauseWeeks', '-1', 'not a number of weeks'],
    ['pauseWeeks', '53', 'choose 0 to 52'],
    ['pauseWeeks', '1e1', 'not a number of weeks'],
  ])(
    'with a bad %s are refused whole, with the error by the field and what was typed',
    async (field, value, error) => {
      const { post, path, reader, changes } = await setUp();
      const good = { name: 'New name', timezone: 'UTC', pauseWeeks: '2', interests: '' };
      const answer = await post(path, { ...good, [field]: value });
      const page = await answer.text();
      expect(answer.status).toBe(400);
      const said = new RegExp(`<p class="problem" id="${field}-problem">([^<]*)`).exec(page)?.[1];
      expect(said?.toLowerCase()).toContain(error.toLowerCase());
      const kept = [...page.matchAll(/value="([^"]*)"/g)].map(match => match[1]?.replaceAll('&quot;', '"'));
      expect(kept).toContain(value);
      if (field !== 'name') expect(kept).toContain('New name');
      expect(await reader()).toMatchObject({
        name: 'Ada Lovelace',
        timezone: 'Europe/London',
        pausedUntil: null,
      });
      expect(await changes()).toEqual([]);
    },
  );

  it('pause keeps the reader out of every audience until its end, which another change does not move', async () => {
    const { post, path, reader, store, clock, web } = await setUp();
    const end = clock.now() + 2 * WEEK_MS;
    await post(path, { pauseWeeks: '2' });
    clock.advance(3 * 86_400_000);
    const page = await (await web.request(path)).text();
    expect(page).toContain('Your subscription is paused until 10 Dec 2026.');
    expect(page).toContain('<option value="2" selected="">2 weeks, until 10 Dec 2026</option>');
    await post(path, { name: 'Ada', pauseWeeks: '2' });
    expect(await reader()).toMatchObject({ name: 'Ada', pausedUntil: end });
    expect(await countAudience(store, end - 1)).toBe(0);
    expect(await countAudience(store, end)).toBe(1);
    await post(path, { pauseWeeks: '0' });
    expect(await countAudience(store, clock.now())).toBe(1);
  });

  it('open to links of older keys too, for as long as those are kept, and never expire', async () => {
    const older = 'the-key-before-this-one-'.repeat(2);
    const settings = { SECRET_KEYS: `${'the-newest-key-of-all-'.repeat(2)},${older}` };
    const { web, post, clock, id, reader } = await setUp({ settings });
    clock.advance(20 * 366 * 86_400_000);
    expect((await web.request(oldLink(older, 'preferences', id))).status).toBe(200);
    await post(oldLink(older, 'preferences', id), { name: 'Still me' });
    expect((await reader()).name).toBe('Still me');
    const gone = 'a-key-that-was-taken-out-'.repeat(2);
    expect((await web.request(oldLink(gone, 'preferences', id))).status).toBe(404);
    await post(oldLink(gone, 'unsubscribe', id), { 'List-Unsubscribe': 'One-Click' });
    expect((await reader()).state).toBe('confirmed');
    await post(oldLink(older, 'unsubscribe', id), { 'List-Unsubscribe': 'One-Click' });
    expect((await reader()).state).toBe('unsubscribed');
  });

  it('give one plain answer to every link that opens nothing, whatever is asked', async () => {
    const { web, post, link, path, reader } = await setUp();
    await post(path, { action: 'erase', confirm: 'erase' });
    const links = {
      erased: path,
      forged: `${path.slice(0, -1)}x`,
      'of nobody': link('preferences', 999_999),
      'no number': link('preferences', 'x'),
      'for something else': `/preferences/${link('unsubscribe').split('/').at(-1)}`,
      nonsense: '/preferences/nonsense',
    };
    const answers = new Set<string>();
    for (const address of Object.values(links)) {
      for (const action of ['GET', 'save', 'export', 'erase', 'other']) {
        const answer = await (action === 'GET'
          ? web.request(address)
          : post(address, { action, confirm: 'erase', name: 'x' }));
        answers.add(`${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`);
      }
    }
    expect([...answers]).toEqual([expect.stringContaining('404')]);
    expect((await reader()).name).toBe('');
  });
});
