import { expect, it } from 'vitest';
import { VERSION } from '../../src/machine/version.ts';
import { openSite } from '../web/site.ts';

const token = 'metrics-token-'.repeat(3);

it('tells Prometheus which version answers, and nobody who has no token', async () => {
  const { app } = await openSite({ settings: { METRICS_TOKEN: token } });
  const scraped = await app.request('/metrics', { headers: { authorization: `Bearer ${token}` } });
  expect(await scraped.text()).toContain(`\nverdicts_build_info{version="${VERSION}"} 1\n`);
  for (const path of ['/healthz', '/readyz', '/metrics', '/']) {
    const answer = await app.request(path);
    const told = [await answer.text(), ...answer.headers.values()].filter(text =>
      text.includes(`"${VERSION}"`),
    );
    expect([path, told]).toEqual([path, []]);
  }
});
