import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/storage/database.ts';
import { EVERYDAY } from '../../src/storage/postgres-patience.ts';
import { describeStores } from '../support/stores.ts';
import { tcpProxy } from '../support/tcp-proxy.ts';
import { openSite } from '../web/site.ts';

describeStores('health while the database restarts', (open, dialect) => {
  it.runIf(dialect === 'postgres')('says so, and that it is back, without a restart of ours', async () => {
    const proxy = await tcpProxy((await open({ alone: true })).url);
    const store = openStore(proxy.url, { patience: { ...EVERYDAY, silentMs: 1_000 } });
    onTestFinished(() => store.db.destroy());
    const { app } = await openSite({ store: { ...store, url: proxy.url } as never });
    const asks = async () => {
      const [alive, ready] = await Promise.all([app.request('/healthz'), app.request('/readyz')]);
      return [alive.status, ready.status];
    };
    expect(await asks()).toEqual([200, 200]);

    proxy.accepts.yes = false;
    proxy.breakOff();
    expect(await asks()).toEqual([200, 503]);

    proxy.accepts.yes = true;
    await expect.poll(asks).toEqual([200, 200]);

    proxy.forget();
    expect(await asks()).toEqual([200, 503]);
    await expect.poll(asks).toEqual([200, 200]);
  });
});
