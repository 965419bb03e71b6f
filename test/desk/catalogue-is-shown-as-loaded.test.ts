import { copyFile, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { syntheticLines } from '../../scripts/synthetic-catalogue.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import { catalogueShelf } from '../../src/desk/catalogue/catalogue-shelf.ts';
import { openInWorker } from '../../src/desk/catalogue/open-in-worker.ts';
import { openHere } from '../../src/desk/catalogue/opened-catalogue.ts';
import { searchTools } from '../../src/desk/catalogue/tool-search.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { openDesk } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';

const HOSTILE = '<img src=x onerror=alert(1)>';

async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'verdicts-catalogue-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A copy of the sample catalogue that a test may change. */
async function ownCatalogue(): Promise<string> {
  const file = join(await ownFolder(), 'catalogue.json');
  await copyFile(join(PROJECT_ROOT, 'data/sample/catalogue.json'), file);
  return file;
}

async function change(
  file: string,
  edit: (catalogue: { tools: Record<string, unknown>[] }) => void,
): Promise<void> {
  const catalogue = JSON.parse(await readFile(file, 'utf8')) as { tools: Record<string, unknown>[] };
  edit(catalogue);
  await writeFile(file, JSON.stringify(catalogue));
}

describeStores('the catalogue', open => {
  it('is listed with prices and how old they are, found by name and category, and names its file', async () => {
    const file = await ownCatalogue();
    await change(file, ({ tools }) => {
      Object.assign(tools[0] ?? {}, { name: HOSTILE, priceCheckedOn: '2026-08-26' });
      Object.assign(tools[1] ?? {}, { priceCheckedOn: '2026-08-27' });
      delete tools[2]?.priceCheckedOn;
    });
    const tools = (
      JSON.parse(await readFile(file, 'utf8')) as {
        tools: { slug: string; name: string; category: string }[];
      }
    ).tools;
    const desk = await openDesk(await open(), { settings: { CATALOGUE: file } });
    const browser = await desk.signIn();
    const page = async (query = '') => (await browser.get(`/desk/catalogue${query}`)).text();
    const lists = (text: string, tool = tools[0]) => text.includes(`/desk/catalogue/tools/${tool?.slug}"`);

    const all = await page();
    expect(all).toContain(`${tools.length} tools`);
    expect(all).toContain(file);
    expect(all).not.toContain('<img src=x');
    const old = await page('?prices=old');
    expect([lists(old), lists(old, tools[1]), lists(old, tools[2])]).toEqual([true, false, false]);
    expect(old).toContain('91 days: look again');
    expect(lists(await page('?prices=never'), tools[2])).toBe(true);
    expect(lists(await page('?q=ONERROR'))).toBe(true);
    expect(await page('?q=no%20such%20tool')).toContain('No tool matches.');
    const category = await page(`?category=${encodeURIComponent(tools[3]?.category ?? '')}`);
    expect([
      lists(category, tools[3]),
      lists(
        category,
        tools.find(tool => tool.category !== tools[3]?.category),
      ),
    ]).toEqual([true, false]);
  });

  it('shows one tool with its reviews, and when it was featured', async () => {
    const desk = await openDesk(await open());
    const picked = await pickWeek(desk.app, '2026-W48', 'test');
    if (picked.kind === 'invalid_catalogue') throw new Error(picked.message);
    const [pairing] = picked.issue.pick.pairings;
    const browser = await desk.signIn();
    const page = await (await browser.get(`/desk/catalogue/tools/${pairing?.a}`)).text();
    expect(page).toMatch(/Reviews: \d of \d say ship, \d+%/);
    expect(page).toContain(`/desk/catalogue/tools/${pairing?.b}"`);
    expect(page).toContain('No. 1, 2026-W48');
    expect(await (await browser.get('/desk/catalogue')).text()).toContain('No. 1, 2026-W48');
    expect((await browser.get('/desk/catalogue/tools/no-such-tool')).status).toBe(404);
  });

  it('that is broken is told with place and fix, and what was read before is shown meanwhile', async () => {
    const file = await ownCatalogue();
    const desk = await openDesk(await open(), { settings: { CATALOGUE: file } });
    const browser = await desk.signIn();
    expect(await (await browser.get('/desk/catalogue')).text()).toContain('Nothing is wrong with it.');
    await change(file, ({ tools }) => Object.assign(tools[0] ?? {}, { price: { kind: 'cheap' } }));
    const broken = await (await browser.get('/desk/catalogue')).text();
    expect(broken).toContain('The file is broken');
    expect(broken).toContain('$.tools[0].price');
    expect(broken).toContain('the last version without errors');
    expect(broken).toMatch(/\/desk\/catalogue\/tools\//);
    expect(await (await browser.get('/desk/catalogue/problems')).text()).toContain('$.tools[0].price');

    await rm(file);
    expect(await (await browser.get('/desk/catalogue')).text()).toContain('there is no such file');
    const fresh = await openDesk(await open(), { settings: { CATALOGUE: file } });
    expect(await (await (await fresh.signIn()).get('/desk/catalogue')).text()).toContain(
      'No version without errors has been read since this process started',
    );
  });
});

it('a file is read once, however often it is looked at, and again when it has changed', async () => {
  const file = await ownCatalogue();
  let opened = 0;
  const shelf = catalogueShelf({
    path: file,
    open: path => {
      opened += 1;
      return openHere(path);
    },
    now: () => 1,
    patience: reading => reading,
  });
  await Promise.all([shelf.look(), shelf.look(), shelf.tool('zed')]);
  await shelf.look();
  expect(opened).toBe(1);
  await utimes(file, 1, 1);
  expect(await shelf.look()).toMatchObject({ state: 'good' });
  expect(opened).toBe(2);
});

it('a page that loses its patience shows what was known before', async () => {
  const file = await ownCatalogue();
  let isPatient = true;
  const shelf = catalogueShelf({
    path: file,
    open: openHere,
    now: () => 1,
    patience: async reading => (isPatient ? reading : undefined),
  });
  const { summary } = await shelf.look();
  isPatient = false;
  await utimes(file, 1, 1);
  expect(await shelf.look()).toMatchObject({ state: 'reading', summary });
  isPatient = true;
  expect(await shelf.look()).toMatchObject({ state: 'good' });
});

it('a large file is read in a thread of its own, with the same outcome', async () => {
  const file = join(await ownFolder(), 'catalogue.ndjson');
  await writeFile(file, [...syntheticLines({ tools: 1_500, seed: 3 })].join(''));
  const [here, there] = [await openHere(file), await openInWorker(file)];
  if (here.kind !== 'loaded' || there.kind !== 'loaded') throw new Error('It was not read.');
  onTestFinished(() => there.close());
  expect(there.summary).toEqual(here.summary);
  expect(there.findings).toEqual(here.findings);
  const slug = here.summary.lines[1_499]?.slug ?? '';
  expect(await there.tool(slug)).toEqual(await here.tool(slug));
  expect(await there.tool('no-such-tool')).toBeNull();
  const found = searchTools(
    there.summary.lines,
    { text: '', category: '', prices: null, page: 1e9 },
    '2026-11-25',
  );
  expect([found.count, found.pages, found.lines.length]).toEqual([1_500, 30, 50]);
  await there.close();
  expect(await there.tool(slug)).toBe('gone');

  await writeFile(file, 'nothing');
  expect(await openInWorker(file)).toMatchObject({
    kind: 'invalid',
    findings: { errors: expect.any(Number) },
  });
});
