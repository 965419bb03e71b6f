import { expect, it } from 'vitest';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { disableEndpoint, findEndpoint } from '../../src/storage/webhooks/endpoints.ts';
import { describeInChromium } from '../support/chromium.ts';
import { openDesk } from '../support/desk.ts';
import { onPort } from '../support/reader-site.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { describeStores } from '../support/stores.ts';
import { openWebhookReceiver } from '../support/webhook-receiver.ts';
import { tellNow, tellOf } from '../webhooks/telling.ts';

const LIST = '/desk/webhooks';
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0';

describeStores('webhooks at the desk', (open, dialect) => {
  it('are added with a secret that is shown once, tried, told once more, given a new secret and removed', async () => {
    const desk = await openDesk(await open());
    const { store, app, clock } = desk;
    const browser = await desk.signIn();
    const receiver = await openWebhookReceiver();
    expect(await browser.page(LIST)).toContain('None yet.');
    const bad = await browser.post(LIST, { url: 'http://hooks.example.com/a' });
    expect([bad.status, await bad.text()]).toEqual([
      422,
      expect.stringMatching(/value="http:\/\/hooks\.example\.com\/a".*/s),
    ]);
    const added = await browser.post(LIST, [
      ['url', receiver.url],
      ['events', 'subscriber.unsubscribed'],
      ['events', 'alarm'],
    ]);
    const [secret] = /whsec_[\w+/=]+/.exec(await added.text())!;
    expect(added.headers.get('cache-control')).toBe('no-store');
    const one = `${LIST}/1`;
    for (const path of [LIST, one, '/desk/log']) expect(await browser.page(path)).not.toContain(secret);
    expect(await browser.page(one)).toContain('subscriber.unsubscribed, alarm');

    expect((await browser.post(`${one}/test`)).headers.get('location')).toBe(`${one}?done=tested`);
    await tellNow(app);
    expect(receiver.arrived.map(({ event }) => event)).toMatchObject([
      { type: 'webhook.test', data: { endpoint: 1 } },
    ]);
    expect(await browser.page(one)).toMatch(/webhook\.test \(\d+\)<\/td><td[^>]*>200</);

    await tellOf(store, clock.now(), 17);
    await tellNow(app);
    const wrong = await browser.post(`${one}/replay`, { since: 'yesterday' });
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('value="yesterday"')]);
    expect((await browser.post(`${one}/replay`, { since: '2026-11-25' })).status).toBe(303);
    await tellNow(app);
    expect(receiver.taken.slice(1)).toEqual(Array(2).fill(receiver.taken[1]));

    const rotated = await (await browser.post(`${one}/rotate`)).text();
    expect(/whsec_[\w+/=]+/.exec(rotated)![0]).not.toBe(secret);
    await disableEndpoint(store, 1, { reason: 'It answered 410.', now: clock.now() });
    expect(await browser.page(one)).toContain('Switch it on');
    expect((await browser.post(`${one}/on`)).headers.get('location')).toBe(`${one}?done=on`);
    expect((await findEndpoint(store, 1))!.state).toBe('active');
    expect(await browser.page(`${one}/remove`)).toContain('Remove this webhook?');
    expect(await findEndpoint(store, 1)).not.toBeNull();
    expect((await browser.post(`${one}/remove`)).headers.get('location')).toBe(`${LIST}?done=removed`);
    expect((await browser.get(one)).status).toBe(404);
    const log = (await activityOf(store, '')).filter(({ action }) => action.startsWith('webhook'));
    expect(log.map(({ who, action }) => `${who}: ${action}`)).toEqual(
      ['added', 'tried', 'replayed', 'secret replaced', 'replayed', 'removed'].map(
        action => `editor@example.com: webhook ${action}`,
      ),
    );
    expect(JSON.stringify(log)).not.toContain('/hooks/');
  });

  it('of a chat show neither secret nor the address that opens it', async () => {
    const desk = await openDesk(await open());
    const browser = await desk.signIn();
    const url = 'https://hooks.slack.com/services/T00/B00/opens-it';
    const added = await browser.post(LIST, { url, shape: 'slack', events: 'alarm' });
    expect(await added.text()).not.toContain('whsec_');
    for (const path of [LIST, `${LIST}/1`, '/desk/log']) {
      const page = await browser.page(path);
      expect(page).toContain('hooks.slack.com');
      expect(page).not.toContain('opens-it');
    }
    expect((await browser.post(`${LIST}/1/rotate`)).status).toBe(303);
  });

  describeInChromium('in a browser', openPage => {
    it.skipIf(dialect === 'postgres')(
      'read well, light and dark, and on a phone',
      async () => {
        const desk = await openDesk(await open());
        const browser = await desk.signIn();
        const receiver = await openWebhookReceiver();
        const at = await onPort(desk.web);
        const page = await openPage({ userAgent: AGENT });
        await page
          .context()
          .addCookies([{ name: 'desk', value: browser.cookies.get('desk') ?? '', url: `${at}/desk` }]);
        await page.goto(`${at}${LIST}`);
        await expectReadsWell(page, 'no webhooks');
        await page.getByRole('textbox', { name: 'Address' }).fill(receiver.url);
        await page.getByRole('button', { name: 'Add it' }).click();
        await page.getByText('Tick at least one.').waitFor();
        await expectReadsWell(page, 'a webhook without events');
        for (const name of ['subscriber.unsubscribed', 'alarm'])
          await page.getByRole('checkbox', { name }).check();
        await page.getByRole('button', { name: 'Add it' }).click();
        await page.getByText('whsec_').waitFor();
        await expectReadsWell(page, 'a webhook with its secret');
        await browser.post(LIST, { url: `https://${'long-name-'.repeat(6)}.example/hooks`, events: 'alarm' });
        await disableEndpoint(desk.store, 2, {
          reason: 'It answered 410: it wants nothing any more.',
          now: desk.clock.now(),
        });
        await tellOf(desk.store, desk.clock.now(), 1, 2);
        receiver.react = ({ event }) => (event.data.subscriber === 1 ? 200 : 503);
        await tellNow(desk.app);
        for (const path of [LIST, `${LIST}/1`, `${LIST}/2`, `${LIST}/1/remove`]) {
          await page.goto(`${at}${path}`);
          await expectReadsWell(page, path);
        }
      },
      180_000,
    );
  });
});
