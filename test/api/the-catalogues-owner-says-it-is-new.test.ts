import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWebApp } from '../../src/app.ts';
import { catalogueWatch } from '../../src/newsroom/catalogue/catalogue-round.ts';
import { fetchedCatalogue } from '../../src/storage/issue/fetched-catalogue.ts';
import {
  CATALOGUE_SECRET,
  type CatalogueServer,
  openCatalogueServer,
  sampleCatalogue,
  signatureOf,
} from '../support/catalogue-server.ts';
import { fixedClock } from '../support/clock.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';

const { signal } = new AbortController();
const PATH = '/hooks/catalogue';

let server: CatalogueServer;
beforeEach(async () => {
  server = await openCatalogueServer();
});
afterEach(() => server.close());

interface Call {
  readonly secret?: string;
  /** Seconds before now. */
  readonly age?: number;
  readonly body?: string;
  readonly prefix?: 'webhook' | 'svix';
}

function call({ secret = CATALOGUE_SECRET, age = 0, body = '{}', prefix = 'webhook' }: Call = {}) {
  const timestamp = String(Math.floor(Date.now() / 1_000) - age);
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const mac = createHmac('sha256', key).update(`msg_1.${timestamp}.${body}`).digest('base64');
  return {
    method: 'POST',
    body,
    headers: {
      [`${prefix}-id`]: 'msg_1',
      [`${prefix}-timestamp`]: timestamp,
      [`${prefix}-signature`]: `v1,${mac}`,
    },
  };
}

describeStores('/hooks/catalogue', open => {
  it('has us pull, for whoever signs it, and for nobody else', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-23T12:00:00Z');
    const app = await openTestApp(store, clock, {
      settings: { CATALOGUE: server.address, CATALOGUE_SECRET },
    });
    const web = await createWebApp(app);
    const asked = async () => (await fetchedCatalogue(store, server.address)).asked;
    const status = async (init: RequestInit) => (await web.request(PATH, init)).status;

    for (const refused of [
      { method: 'POST' },
      call({ secret: 'whsec_b3RoZXIga2V5' }),
      call({ age: 600 }),
      call({ age: -600 }),
      { ...call(), body: '{"more": 1}' },
    ])
      expect(await status(refused)).toBe(401);
    expect(await status({ method: 'GET' })).toBe(405);
    expect(await status(call({ body: 'x'.repeat(70_000) }))).toBe(413);
    expect(await asked()).toBe(0);

    expect(await status(call())).toBe(202);
    expect(await status(call({ prefix: 'svix', body: 'anything' }))).toBe(202);
    expect(await asked()).toBe(2);
    const body = JSON.stringify(sampleCatalogue());
    server.serve(body, { 'catalogue-signature': signatureOf(body) });
    const round = catalogueWatch(app, signal);
    await round();
    await round();
    expect(server.asked).toHaveLength(1);
    expect((await fetchedCatalogue(store, server.address)).pull).toMatchObject({ kind: 'kept' });
  });

  it('is not set up without a secret, nor for a catalogue in a file', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-23T12:00:00Z');
    for (const settings of [{ CATALOGUE: server.address }, { CATALOGUE_SECRET }]) {
      const web = await createWebApp(await openTestApp(store, clock, { settings }));
      expect((await web.request(PATH, call())).status).toBe(503);
    }
    expect((await fetchedCatalogue(store, server.address)).asked).toBe(0);
  });
});
