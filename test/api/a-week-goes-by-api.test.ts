import { expect, it } from 'vitest';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { EDITOR } from '../support/desk.ts';
import { onPort } from '../support/reader-site.ts';
import { describeStores } from '../support/stores.ts';
import { openWorld, requestOf } from './api-world.ts';

const WEEK = '2026-W49';
const never = new AbortController().signal;

describeStores('a whole week', open => {
  it('goes by the API alone, except for the one word of an editor', async () => {
    const world = await openWorld(await open());
    const { app, clock } = world;
    clock.set('2026-11-30T09:00:00Z');
    const server = await onPort(world.web);
    const ask = async (method: string, path: string, body?: unknown, headers = {}) => {
      const answer = await fetch(`${server}/api/v1${path}`, requestOf(method, world.all, body, headers));
      const said = await answer.json();
      expect([method, path, answer.status, said]).toEqual([
        method,
        path,
        expect.toBeOneOf([200, 201, 202]),
        said,
      ]);
      return { said, etag: answer.headers.get('etag') ?? '' };
    };
    const here = `/issues/${WEEK}`;

    await ask('POST', '/subscribers', { email: 'late@readers.example', consent: 'Yes, weekly.' });
    expect((await ask('POST', '/issues', { week: WEEK })).said.state).toBe('picked');
    const { said: picks } = await ask('GET', `${here}/picks`);
    expect(picks.pairings.every((one: { why: string }) => one.why !== '')).toBe(true);
    let { etag } = await ask('GET', here);
    const change = async (method: string, path: string, body: unknown) => {
      const done = await ask(method, path, body, { 'If-Match': etag });
      etag = done.etag;
      return done.said;
    };
    const last = picks.pairings.findLast((one: { runnersUp: unknown[] }) => one.runnersUp.length > 0);
    const [other] = last.runnersUp;
    const swap = { out: last.slug, a: other.a, b: other.b };
    const { said: cost } = await ask('GET', `${here}/swap-cost?${new URLSearchParams(swap)}`);
    expect(cost).toMatchObject({ now: { a: last.a, b: last.b }, broken: [] });
    expect(await change('POST', `${here}/swap`, swap)).toMatchObject({
      outcome: 'changed',
      state: 'in_review',
    });
    const [first] = picks.pairings;
    await change('POST', `${here}/pin`, { pairing: first.slug });
    const subject = 'What the panel would ship this week, and what it would not';
    await change('PATCH', `${here}/words`, { subject });
    const { said: checked } = await ask('GET', `${here}/preflight`);
    expect(checked.ok).toBe(true);
    for (const form of ['html', 'text', 'eml', 'web']) {
      const preview = await fetch(`${server}/api/v1${here}/preview/${form}`, requestOf('GET', world.all));
      expect([preview.status, preview.headers.get('etag')]).toEqual([200, etag]);
      expect((await preview.text()).length).toBeGreaterThan(1_000);
    }
    const tested = await ask('POST', `${here}/test-send`, { to: [EDITOR] });
    expect(tested.said).toMatchObject({ mails: 1, submitted: 1, contentHash: etag.slice(1, -1) });
    await ask('PUT', `${here}/schedule`, { date: '2026-12-03', time: '15:00' }, { 'If-Match': etag });

    // The one word.
    expect(await approveWeek(app, WEEK, EDITOR)).toMatchObject({ kind: 'approved', hash: etag.slice(1, -1) });
    const { said: state } = await ask('GET', `${here}/state`);
    expect(state).toMatchObject({
      state: 'approved',
      dueAt: '2026-12-03T15:00:00.000Z',
      approval: { holds: true },
    });

    clock.set('2026-12-03T15:00:00Z');
    const sent = await sendWeek(app, WEEK, { now: false, signal: never, patienceMs: 0, who: 'test' });
    expect(sent.kind).toBe('sent');
    const { said: ledger } = await ask('GET', `${here}/ledger`);
    expect(ledger).toMatchObject({ state: 'sent', audience: 6, submitted: 6, pending: 0 });
    const { said: recipients } = await ask('GET', `${here}/recipients?state=submitted`);
    expect(recipients.items).toHaveLength(6);
    expect((await ask('GET', `${here}/report`)).said.sending.handed).toBe(6);
    expect((await ask('GET', here)).said).toMatchObject({ isFrozen: true, content: { subject } });
    expect((await ask('GET', `${here}/votes`)).said).toMatchObject({
      isClosed: false,
      standings: [{ view: 'hidden' }, {}, {}],
    });
    await ask('POST', `${here}/correction`, { wrong: 'It costs $20.', right: 'It costs $10.' });

    const log = await activityOf(world.store, WEEK);
    const byPrograms = log.filter(({ who }) => who === 'key everything').map(({ action }) => action);
    expect(byPrograms).toEqual([
      'picked',
      'changed',
      'changed',
      'changed',
      'test send',
      'scheduled',
      'correction drafted',
    ]);
    expect(log.filter(({ action }) => action === 'approved').map(({ who }) => who)).toEqual([EDITOR]);
  }, 120_000);
});
