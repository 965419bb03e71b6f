import { expect, it } from 'vitest';
import { translateResendEvent } from '../../src/feedback/resend-event.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { finishErasures } from '../../src/storage/audience/erasures.ts';
import { insertPending } from '../../src/storage/audience/subscribers.ts';
import type { Store } from '../../src/storage/database.ts';
import { countAudience } from '../../src/storage/delivery/freezes.ts';
import { keepEvents } from '../../src/storage/feedback/mail-events.ts';
import { everything } from '../audience/person-to-erase.ts';
import { eventBody } from '../feedback/hooks.ts';
import { EMAIL, openReaderSite } from '../support/reader-site.ts';
import { describeStores } from '../support/stores.ts';

describeStores('a reader’s own data', open => {
  const setUp = async (batch = { state: 'submitted', sealed: true }) => {
    const site = await openReaderSite(await open());
    await addDelivery(site, batch);
    return { ...site, path: site.link('preferences') };
  };

  it('comes as one JSON file: profile, consents, deliveries and what was reported of them, mails', async () => {
    const { app, store, post, path, clock, id } = await setUp();
    const event = translateResendEvent(
      {
        id: 'e1',
        timestamp: '1',
        signature: '',
        rawBody: eventBody('delivered', { delivery: `${app.installationId}_1_2`, to: EMAIL }),
      },
      app.installationId,
    );
    await keepEvents(store, [event], clock.now());
    await takeInEvents(app);
    await addBallot(store, id, clock.now());
    const answer = await post(path, { action: 'export' });
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="my-newsletter-data.json"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const text = await answer.text();
    expect(text, 'times as people write them').not.toMatch(/(?:At|"at|Until)": \d/);
    expect(text, 'no instant in milliseconds either').not.toMatch(/: 1[6-9]\d{11}\b/);
    expect(JSON.parse(text)).toMatchObject({
      exportedAt: new Date(clock.now()).toISOString(),
      profile: { email: EMAIL, name: 'Ada Lovelace', timezone: 'Europe/London', state: 'confirmed' },
      consents: [
        { event: 'requested', wording: 'Yes, weekly.', evidence: { ip: '192.0.2.1' } },
        { event: 'confirmed' },
      ],
      deliveries: [
        {
          week: '2026-W47',
          email: EMAIL,
          state: 'submitted',
          outcome: { what: 'delivered' },
          events: [{ type: 'email.delivered' }],
        },
      ],
      mails: [],
      ballots: [
        {
          week: '2026-W47',
          castAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
          a: 'windsurf',
          b: 'zed',
          choice: 'b',
        },
      ],
    });
  });

  it('is erased only when asked twice; a keyed hash and the sums stay', async () => {
    const { web, store, post, path, clock, id } = await setUp();
    const asked = await post(path, { action: 'erase' });
    expect(await asked.text()).toContain('Erase everything about you?');
    expect(await countAudience(store, clock.now())).toBe(1);
    expect((await post(path, { action: 'erase', confirm: 'no' })).status).toBe(200);
    expect(await countAudience(store, clock.now())).toBe(1);

    const done = await post(path, { action: 'erase', confirm: 'erase' });
    expect([done.status, await done.text()]).toEqual([
      200,
      expect.stringContaining('You have been forgotten.'),
    ]);
    const left = await everything(store);
    for (const trace of ['ada@', 'lovelace', '192.0.2.1', 'london']) expect(left).not.toContain(trace);
    expect((await web.request(path)).status).toBe(404);
    const rows = await store.db.selectFrom('deliveries').select(['seq', 'subscriber_id', 'status']).execute();
    expect(rows).toEqual([
      { seq: 1, subscriber_id: id + 1_000, status: 0 },
      { seq: 2, subscriber_id: id, status: 0 },
    ]);
    const again = { email: EMAIL, dedupeKey: EMAIL, name: '', timezone: '', interests: [], at: clock.now() };
    const consent = { wording: '', source: 'form', evidence: {} };
    expect(await insertPending(store, { ...again, consent })).toMatchObject({ kind: 'added' });
  });

  it('that a mail under way still needs goes once that has settled, and the page says so', async () => {
    const { store, post, path } = await setUp({ state: 'submitting', sealed: true });
    const done = await post(path, { action: 'erase', confirm: 'erase' });
    expect(await done.text()).toContain('may still arrive');
    expect(await store.db.selectFrom('deliveries').select('email').where('seq', '=', 2).execute()).toEqual([
      { email: EMAIL },
    ]);
    await store.db.updateTable('batches').set({ state: 'submitted' }).execute();
    expect(await finishErasures(store)).toBe(0);
    expect(await everything(store)).not.toContain('lovelace');
  });
});

async function addBallot(store: Store, subscriberId: number, now: number): Promise<void> {
  const pairing = {
    issue_id: 1,
    position: 1,
    pair_key: 'windsurf|zed',
    a: 'windsurf',
    b: 'zed',
    category: 'Developer Tools',
    score: 1,
    terms: '{}',
    why: '',
    runners_up: '[]',
    source: 'picker',
  };
  await store.db.insertInto('pairings').values(pairing).execute();
  const ballot = { issue_id: 1, position: 1, subscriber_id: subscriberId, choice: 'b' };
  await store.db
    .insertInto('ballots')
    .values({ ...ballot, cast_at: now, changed_at: now, window_at: now, writes: 1 })
    .execute();
}

/** An issue of two: a stranger and the reader. */
async function addDelivery(
  { store, clock, id }: Awaited<ReturnType<typeof openReaderSite>>,
  batch: { readonly state: string; readonly sealed: boolean },
): Promise<void> {
  const now = clock.now();
  const issue = {
    week: '2026-W47',
    number: 1,
    state: 'sending',
    catalogue_hash: '',
    seed: '',
    rung: 0,
    pick: '{}',
    send_at: now,
    created_at: now,
    frozen_at: now,
    audience_cutoff: id,
    batched_at: now,
  };
  await store.db
    .insertInto('issues')
    .values(issue as never)
    .execute();
  const row = { issue_id: 1, name: '', variant: 1 };
  await store.db
    .insertInto('deliveries')
    .values([
      { ...row, seq: 1, subscriber_id: id + 1_000, email: 'other@readers.example' },
      { ...row, seq: 2, subscriber_id: id, email: EMAIL, name: 'Ada Lovelace' },
    ])
    .execute();
  await store.db
    .insertInto('batches')
    .values({
      issue_id: 1,
      n: 1,
      first_seq: 1,
      last_seq: 2,
      state: batch.state,
      sealed_at: batch.sealed ? now : null,
      unclear_since: null,
      settled_at: null,
    })
    .execute();
}
