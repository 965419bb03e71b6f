import { afterEach, beforeEach, expect, it } from 'vitest';
import { catalogueWatch } from '../../src/newsroom/catalogue/catalogue-round.ts';
import { pullCatalogue } from '../../src/newsroom/catalogue/pull-catalogue.ts';
import { fetchedCatalogue } from '../../src/storage/issue/fetched-catalogue.ts';
import { type CatalogueServer, openCatalogueServer, sampleCatalogue } from '../support/catalogue-server.ts';
import { describeInChromium } from '../support/chromium.ts';
import { openDesk, type TestDesk } from '../support/desk.ts';
import { onPort } from '../support/reader-site.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { describeStores, type TestStore } from '../support/stores.ts';

const HOSTILE = '<img src=x onerror=alert(1)>';
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0';
const { signal } = new AbortController();

let server: CatalogueServer;
beforeEach(async () => {
  server = await openCatalogueServer();
});
afterEach(() => server.close());

const deskOver = (store: TestStore) =>
  openDesk(store, { settings: { CATALOGUE: `${server.address}?key=s3cret` } });
const pull = ({ app, clock }: TestDesk) => {
  clock.advance(60_000);
  return pullCatalogue(app, { signal });
};

/** One of each kind of change. */
const changed = () =>
  sampleCatalogue(catalogue => {
    const [first, second, third, fourth] = catalogue.tools;
    const [review] = first!.reviews;
    review!.verdict = review?.verdict === 'ship' ? 'skip' : 'ship';
    for (const tool of catalogue.tools) delete tool.panelShip;
    second!.price = { kind: 'paid', from: { amount: 99, currency: 'EUR', per: 'month' } };
    third!.tagline = 'Another line';
    catalogue.tools.push({ ...structuredClone(fourth!), slug: 'brand-new', name: HOSTILE });
    catalogue.tools.splice(4, 1);
  });
const broken = () =>
  sampleCatalogue(({ tools }) => {
    Object.assign(tools[0]!, { price: { kind: 'cheap' }, addedOn: 'yesterday' });
  });

describeStores('the catalogue page, where the catalogue is fetched', (open, dialect) => {
  it('tells that there is none yet, has it fetched, and shows what a new one changed', async () => {
    const desk = await deskOver(await open());
    const browser = await desk.signIn();
    const page = async () => (await browser.get('/desk/catalogue')).text();
    const first = await page();
    expect(first).toContain('It has not been looked for yet.');
    expect(first).toContain('The catalogue has not been fetched yet, so nothing can be picked.');
    expect(first).not.toContain('The file is broken');
    expect(first).not.toContain('s3cret');
    expect((await browser.post('/desk/catalogue/pull')).headers.get('location')).toContain('done=asked');
    expect(server.asked).toEqual([]);
    await catalogueWatch(desk.app, signal)();
    const tools = sampleCatalogue().tools.length;
    expect(await page()).toContain(`${tools} tools`);
    expect(await page()).not.toContain('What changed');

    server.serve(changed());
    expect(await pull(desk)).toMatchObject({ kind: 'kept' });
    const after = await page();
    expect(after).toContain(
      '1 tool new, 1 gone, 1 verdict changed, 1 price changed, 1 tool with other words.',
    );
    expect(after).toContain('From €99/mo');
    expect(after).not.toContain('<img src=x');
    expect((await browser.get('/desk/catalogue/tools/brand-new')).status).toBe(200);
  });

  it('names what is wrong with an answer, and goes on with the last good one', async () => {
    const store = await open();
    const desk = await deskOver(store);
    const browser = await desk.signIn();
    const page = async () => (await browser.get('/desk/catalogue')).text();
    server.answer((_, response) => response.writeHead(500).end());
    await pull(desk);
    expect(await page()).toContain('There is no catalogue yet, so nothing can be picked.');
    server.serve(sampleCatalogue());
    await pull(desk);
    server.serve(broken());
    expect(await pull(desk)).toMatchObject({ kind: 'refused', errors: 2 });
    const after = await page();
    expect(after).toContain('The last good catalogue stays in use.');
    expect(after).toContain('$.tools[0].price');
    expect(after).toContain('/desk/catalogue/tools/cursor"');
    expect((await fetchedCatalogue(store, `${server.address}?key=s3cret`)).pull?.problems).toHaveLength(2);
  });

  describeInChromium('in a browser', openPage => {
    it.skipIf(dialect === 'postgres')(
      'reads well with a difference and a refused answer',
      async () => {
        const desk = await deskOver(await open());
        const browser = await desk.signIn();
        const at = await onPort(desk.web);
        const page = await openPage({ userAgent: AGENT });
        const value = browser.cookies.get('desk') ?? '';
        await page.context().addCookies([{ name: 'desk', value, url: `${at}/desk` }]);
        for (const [name, answer] of [
          ['first', sampleCatalogue()],
          ['changed', changed()],
          ['refused', broken()],
        ] as const) {
          server.serve(answer);
          await pull(desk);
          await page.goto(`${at}/desk/catalogue`);
          await expectReadsWell(page, `catalogue, ${name}`);
        }
      },
      180_000,
    );
  });
});
