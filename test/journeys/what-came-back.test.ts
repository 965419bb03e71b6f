import { expect, it } from 'vitest';
import { createWebApp } from '../../src/app.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { statusOf } from '../../src/newsroom/status.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { countAudience } from '../../src/storage/delivery/freezes.ts';
import { SECRET, signed } from '../feedback/hooks.ts';
import { fixedClock } from '../support/clock.ts';
import { addReaders, keyedApi } from '../support/frozen-issue.ts';
import { LOCAL_PEER } from '../support/local-peer.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';

const WEEK = '2026-W48';

describeStores('what the mail API reports of an issue', open => {
  it('reaches status, the next audience and the metrics, through the real route and signature', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const app = await openTestApp(store, clock, {
      settings: { RESEND_WEBHOOK_SECRET: SECRET },
      mailer: keyedApi({}),
    });
    await addReaders(store, 4, clock);
    await pickWeek(app, WEEK, 'test');
    await approveWeek(app, WEEK, 'editor@example.com');
    await sendWeek(app, WEEK, {
      now: true,
      signal: new AbortController().signal,
      patienceMs: 0,
      who: 'test',
    });
    const { provider_ids } = await store.db
      .selectFrom('batches')
      .select('provider_ids')
      .executeTakeFirstOrThrow();
    const ids = JSON.parse(provider_ids) as string[];
    expect(ids.length).toBe(4);

    const web = await createWebApp(app);
    const report = (id: string, type: string, seq: number, data: object = {}) => {
      const body = JSON.stringify({
        type,
        created_at: new Date(clock.now()).toISOString(),
        data: { email_id: ids[seq - 1]!, to: [`reader${seq}@example.com`], ...data },
      });
      return web.request('/hooks/resend', signed({ id, body }));
    };
    const bounce = { bounce: { type: 'Permanent', subType: 'General', message: 'no such user' } };
    expect((await report('msg_1', 'email.delivered', 1)).status).toBe(200);
    expect((await report('msg_1', 'email.delivered', 1)).status).toBe(200);
    expect((await report('msg_2', 'email.bounced', 2, bounce)).status).toBe(200);
    expect((await report('msg_3', 'email.complained', 3)).status).toBe(200);
    expect((await web.request('/hooks/resend', { method: 'POST', body: '{}' })).status).toBe(401);
    expect((await web.request('/hooks/resend')).status).toBe(405);
    await takeInEvents(app);

    const issue = await app.issues.find(WEEK);
    expect(await statusOf(app, issue!)).toMatchObject({
      submitted: 4,
      delivered: 1,
      bounced: 1,
      complained: 1,
    });
    // Who bounced for good or complained is suppressed at once.
    expect(await countAudience(store, clock.now())).toBe(2);
    const metrics = await (await web.request('/metrics', {}, LOCAL_PEER)).text();
    expect(metrics).toMatch(/^verdicts_\w*uncertain\w* 0$/m);
  });
});
