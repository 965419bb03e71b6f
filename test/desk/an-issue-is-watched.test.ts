import { expect, it } from 'vitest';
import type { MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { openWebServer } from '../../src/web/web-server.ts';
import { type DeskBrowser, EDITOR } from '../support/desk.ts';
import { keyedApi } from '../support/frozen-issue.ts';
import { onPort } from '../support/reader-site.ts';
import { describeStores } from '../support/stores.ts';
import { BASE, openGoingDesk, WEEK, wordsOf } from './going.ts';

const PAUSE: MailerAnswer = {
  kind: 'wait',
  because: 'daily_quota',
  retryAfterMs: 3_600_000,
  reason: 'The daily quota is used up.',
};
const PROGRESS = `${BASE}/progress`;

async function watch(site: string, browser: DeskBrowser, signal?: AbortSignal): Promise<Response> {
  return fetch(`${site}${PROGRESS}/events`, {
    headers: {
      'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0',
      Cookie: `desk=${browser.cookies.get('desk')}`,
    },
    ...(signal && { signal }),
  });
}

/** How many readers got it, and how many mails that were. */
function readersOf(accepted: ReadonlyMap<string, number>): [number, number] {
  const readers = [...accepted].filter(([address]) => address.startsWith('reader'));
  return [readers.length, readers.reduce((sum, [, mails]) => sum + mails, 0)];
}

interface Event {
  readonly event: string;
  readonly data: string;
}

async function* eventsOf(answer: Response): AsyncGenerator<Event> {
  let rest = '';
  for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      yield { event: /^event: (.*)$/m.exec(part)?.[1] ?? '', data: /^data: ?(.*)$/m.exec(part)?.[1] ?? '' };
    }
  }
}

describeStores('an issue that goes out', open => {
  it('tells its numbers as they change, to whoever watches, until it rests', async () => {
    let answers = 0;
    let over = false;
    const api = keyedApi({ script: () => (answers++ > 0 && !over ? PAUSE : undefined) });
    const desk = await openGoingDesk(await open(), { readers: 250, api });
    const browser = await desk.signIn();
    expect(await desk.send()).toBe('unfinished');

    const html = await browser.page(PROGRESS);
    expect(html).toContain('<noscript><meta http-equiv="refresh" content="10"/></noscript>');
    expect(html).toMatch(/<span role="status" data-live-note="">/);
    // What is typed into a page that loads itself again is lost.
    expect(html).not.toMatch(/<(?:textarea|select|input(?! type="hidden"))/);
    const words = wordsOf(html);
    expect(words).toContain('100 of 250 settled');
    expect(words).toMatch(/submitted 100 .* suppressed 0 .* uncertain 0 .* pending 150 .* audience 250/);
    expect(words).toContain(
      'It goes on by itself on 25 Nov 2026 10:00 (UTC), in 60 minutes. The server says: The daily quota',
    );

    const site = await onPort(desk.web);
    const answer = await watch(site, browser);
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const seen: Event[] = [];
    for await (const event of eventsOf(answer)) {
      seen.push(event);
      if (seen.length === 1) {
        expect(JSON.parse(event.data)).toMatchObject({ submitted: '100', pending: '150', share: '40' });
        over = true;
        desk.clock.advance(3_600_001);
        expect(await desk.send()).toBe('sent');
      }
    }
    expect(JSON.parse(seen.at(-2)!.data)).toMatchObject({ submitted: '250', pending: '0', share: '100' });
    expect(seen.at(-1)!.event).toBe('end');
    expect((await watch(site, browser)).status).toBe(204);
    const rested = await browser.page(PROGRESS);
    expect(rested).not.toContain('refresh');
    expect(rested).toContain('<input id="q"');
    expect(readersOf(api.accepted)).toEqual([250, 250]);
  });

  it('lets nobody watch who is not, or no longer, an editor, and only so many at once', async () => {
    const api = keyedApi({ script: () => PAUSE });
    const desk = await openGoingDesk(await open(), { readers: 1, api });
    await desk.send();
    const site = await onPort(desk.web);
    const [one, two] = [await desk.signIn(), await desk.signIn()];
    const stranger = await fetch(`${site}${PROGRESS}/events`, { redirect: 'manual' });
    expect([stranger.status, stranger.headers.get('location')]).toEqual([303, '/desk/sign-in']);

    const answer = await watch(site, one);
    const events = eventsOf(answer);
    expect((await events.next()).value).toMatchObject({ event: 'progress' });
    await one.post('/desk/sign-out');
    let last = '';
    for await (const { event } of events) last = event;
    expect(last).toBe('end');

    const leaving = new AbortController();
    const seats = await Promise.all(Array.from({ length: 24 }, () => watch(site, two, leaving.signal)));
    expect(seats.every(seat => seat.status === 200)).toBe(true);
    expect((await watch(site, two)).status).toBe(503);
    leaving.abort();
    await expect
      .poll(async () => {
        const again = await watch(site, two);
        await again.body?.cancel();
        return again.status;
      })
      .toBe(200);
  });

  it('is stopped within a batch, goes on where it stopped and reaches everybody once', async () => {
    let browser: DeskBrowser | undefined;
    let calls = 0;
    const api = keyedApi({
      script: async () => {
        calls += 1;
        if (calls === 1) expect((await browser!.post(`${PROGRESS}/stop`)).status).toBe(303);
        return undefined;
      },
    });
    const desk = await openGoingDesk(await open(), { readers: 250, api });
    browser = await desk.signIn();
    expect(await desk.send()).toBe('stopped');
    const stopped = wordsOf(await browser.page(`${PROGRESS}?done=stopped`));
    expect(stopped).toContain('No new batch is handed over; those under way finish.');
    expect(stopped).toMatch(/submitted 100 .* pending 150 .* audience 250/);
    expect(stopped).toContain('Batches that were under way when it was stopped still finish.');
    expect(stopped).toContain('Stopped by editor@example.com.');
    expect(stopped).toContain('150 readers have not got it. It was stopped on 25 Nov 2026 09:00 (now).');

    expect((await browser.post(`${PROGRESS}/resume`, { revision: '999' })).status).toBe(409);
    const issue = await desk.app.issues.find(WEEK);
    const revision = String(issue!.revision);
    expect((await browser.post(`${PROGRESS}/resume`, { revision })).status).toBe(303);
    expect(await desk.send()).toBe('sent');
    expect(readersOf(api.accepted)).toEqual([250, 250]);
    const late = await browser.post(`${PROGRESS}/stop`);
    expect([late.status, wordsOf(await late.text()).includes('it has been sent')]).toEqual([409, true]);
    const log = (await activityOf(desk.store, WEEK)).map(({ who, action }) => `${who} ${action}`);
    expect(log).toEqual(expect.arrayContaining([`${EDITOR} stopped`, `${EDITOR} resumed`]));
  });

  it('is ended for good only when asked twice', async () => {
    const api = keyedApi({ script: () => PAUSE });
    const desk = await openGoingDesk(await open(), { readers: 3, api });
    await desk.send();
    const browser = await desk.signIn();
    expect(wordsOf(await browser.page(`${PROGRESS}/abort`))).toContain('3 readers have not got it');
    expect((await desk.app.issues.find(WEEK))?.state).toBe('sending');
    const revision = String((await desk.app.issues.find(WEEK))!.revision);
    expect((await browser.post(`${PROGRESS}/abort`, { revision })).status).toBe(303);
    expect((await desk.app.issues.find(WEEK))?.state).toBe('aborted');
    expect((await browser.get('/desk/issues/2020-W01/progress')).status).toBe(404);
    expect((await browser.get(`/desk/issues/x/progress/events`)).status).toBe(204);
  });

  it('shows a batch that nobody can vouch for, and keeps an editor’s word on it with the name', async () => {
    let lost = 2;
    const api = keyedApi({
      keyWindowMs: null,
      script: () => (lost-- > 0 ? { kind: 'unclear', reason: 'The connection was reset.' } : undefined),
    });
    const desk = await openGoingDesk(await open(), { readers: 150, api });
    expect(await desk.send()).toBe('sent');
    const browser = await desk.signIn();
    const page = wordsOf(await browser.page(PROGRESS));
    expect(page).toMatch(/uncertain 150 /);
    expect(page).toContain('Nobody knows yet whether 150 readers got it.');
    expect(page).toContain('The connection was reset.');
    expect(page).toContain('1 attempt, no mail event about any of them.');
    const asked = wordsOf(await browser.page(`${PROGRESS}/batches/2`));
    expect(asked).toContain('Batch 2: did these 50 readers get it?');
    expect((await browser.post(`${PROGRESS}/batches/2`, { as: 'submitted' })).status).toBe(303);
    expect((await browser.post(`${PROGRESS}/batches/1`, { as: 'not-sent' })).status).toBe(303);
    expect((await browser.post(`${PROGRESS}/batches/1`, { as: 'not-sent' })).status).toBe(409);
    expect((await desk.app.issues.find(WEEK))?.state).toBe('sending');
    expect(await desk.send()).toBe('sent');
    expect(wordsOf(await browser.page(PROGRESS))).toMatch(/submitted 150 .* uncertain 0 /);
    expect(readersOf(api.accepted)).toEqual([100, 100]);
    const log = await activityOf(desk.store, WEEK);
    expect(log.filter(({ action }) => action === 'resolved').map(({ who }) => who)).toEqual([EDITOR, EDITOR]);
  });

  it('keeps no server from closing while somebody watches', async () => {
    const api = keyedApi({ script: () => PAUSE });
    const desk = await openGoingDesk(await open(), { readers: 1, api });
    await desk.send();
    const browser = await desk.signIn();
    const server = await openWebServer(desk.web, { hostname: '127.0.0.1', port: 0 });
    const events = eventsOf(await watch(`http://127.0.0.1:${server.port}`, browser));
    expect((await events.next()).value).toMatchObject({ event: 'progress' });
    await Promise.all([server.close(), expect(events.next()).rejects.toThrow()]);
  });

  it('shows at once that somebody stopped it by hand', async () => {
    const api = keyedApi({ script: () => PAUSE });
    const desk = await openGoingDesk(await open(), { readers: 2, api });
    await desk.send();
    const browser = await desk.signIn();
    const site = await onPort(desk.web);
    const seen: string[] = [];
    for await (const { event } of eventsOf(await watch(site, browser))) {
      seen.push(event);
      if (seen.length === 1) await steerWeek(desk.app, WEEK, 'stop', '');
    }
    expect(seen.at(-1)).toBe('end');
  });
});
