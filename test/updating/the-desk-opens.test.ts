import { expect, it } from 'vitest';
import { HALF_SENT, SENT } from '../../scripts/earlier-build/place.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { everyDeskRoute } from '../desk/every-desk-route.ts';
import { openDesk } from '../support/desk.ts';
import { openEarlierBuild, SAME_PLACE } from '../support/earlier-build.ts';
import { describeStores } from '../support/stores.ts';

describeStores('the desk over what the build of 26 November left', open => {
  it.each([SENT, HALF_SENT])('opens every page there is of %s', async week => {
    const { store } = await openEarlierBuild(open);
    await migrate(store);
    const desk = await openDesk(store, { settings: SAME_PLACE, now: '2026-11-26T09:30:00Z' });
    const browser = await desk.signIn();
    const values: Readonly<Record<string, string>> = {
      week,
      id: '1',
      position: '1',
      seq: '1',
      engine: 'react',
      variant: '1',
    };
    const routes = everyDeskRoute(desk, name => values[name] ?? 'cursor').filter(
      ({ method }) => method === 'GET',
    );
    const opened: string[] = [];
    for (const { path } of routes) {
      const { status } = await browser.get(path);
      expect([path, status < 500]).toEqual([path, true]);
      if (status === 200) opened.push(path);
    }
    expect(opened.length).toBeGreaterThan(20);
    const page = await browser.page(`/desk/issues/${week}`);
    expect(page).toContain('205');
  });
});
