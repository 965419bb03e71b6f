import { expect, it, vi } from 'vitest';
import type { MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { EDITOR } from '../support/desk.ts';
import { keyedApi } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { BASE, openGoingDesk, WEEK, wordsOf } from './going.ts';

vi.setConfig({ testTimeout: 240_000 });

const PROGRESS = `${BASE}/progress`;
const LOST: MailerAnswer = { kind: 'unclear', reason: 'The connection was reset.' };
const readersOf = (accepted: ReadonlyMap<string, number>) =>
  [...accepted].filter(([to]) => to.startsWith('reader')).map(([, times]) => times);

describeStores('an editor’s word at the desk', open => {
  it('counts for every uncertain batch at once, with the number of readers said before', async () => {
    let isLost = true;
    const api = keyedApi({ keyWindowMs: null, script: () => (isLost ? LOST : undefined) });
    const desk = await openGoingDesk(await open(), { readers: 150, api });
    expect(await desk.send()).toBe('sent');
    isLost = false;
    const browser = await desk.signIn();
    const page = await browser.page(PROGRESS);
    expect(page).toContain(`href="${PROGRESS}/uncertain"`);
    expect(wordsOf(page)).toContain('Decide for all 2 batches at once…');
    const asked = await browser.page(`${PROGRESS}/uncertain`);
    expect(wordsOf(asked)).toContain('Did these 150 readers get it?');
    expect(wordsOf(asked)).toContain('If you are wrong, these readers get the issue twice.');
    expect(asked).toMatch(/class="button quiet grave">They got it/);

    // The page was about other readers than there are: nothing is done.
    const stale = await browser.post(`${PROGRESS}/uncertain`, { as: 'not-sent', readers: '149' });
    expect([stale.status, wordsOf(await stale.text())]).toEqual([
      409,
      expect.stringContaining('Nothing was done'),
    ]);
    const done = await browser.post(`${PROGRESS}/uncertain`, { as: 'not-sent', readers: '150' });
    expect(done.headers.get('location')).toBe(`${PROGRESS}?done=resolved`);
    expect(await desk.send()).toBe('sent');
    expect(readersOf(api.accepted)).toEqual(Array(150).fill(1));
    const log = (await activityOf(desk.store, WEEK)).filter(({ action }) => action === 'resolved');
    expect(log.map(({ who, detail }) => [who, detail])).toEqual([
      [EDITOR, '2 uncertain batches (150 readers) as not-sent'],
    ]);
    expect((await browser.post(`${PROGRESS}/uncertain`, { as: 'submitted', readers: '0' })).status).toBe(409);
  });

  it('lets those go again who were refused because of us, and nobody else', async () => {
    let isMended = false;
    const ours = 'The sender address is not allowed for this account.';
    const api = keyedApi({
      script: call =>
        isMended
          ? undefined
          : {
              kind: 'accepted',
              items: call.to.map((to, n) =>
                to === 'reader2@example.com'
                  ? { kind: 'rejected' as const, reason: 'no such address' }
                  : to.startsWith('reader1@')
                    ? { kind: 'rejected' as const, reason: ours }
                    : { kind: 'accepted' as const, id: `${call.key}#${n}` },
              ),
            },
    });
    const desk = await openGoingDesk(await open(), { readers: 5, api });
    expect(await desk.send()).toBe('sent');
    isMended = true;
    const browser = await desk.signIn();
    const page = await browser.page(PROGRESS);
    expect(wordsOf(page)).toContain('1 reader was refused for a reason that is not about them');
    const asked = await browser.page(`${PROGRESS}/refused`);
    expect(wordsOf(asked)).toContain('Send it to 1 reader again?');
    expect((await browser.post(`${PROGRESS}/refused`, { readers: '2' })).status).toBe(409);
    expect((await browser.post(`${PROGRESS}/refused`, { readers: '1' })).status).toBe(303);
    expect(await desk.send()).toBe('sent');
    expect([...api.accepted.keys()].filter(to => to.startsWith('reader'))).toEqual(['reader1@example.com']);
    expect(await browser.page(PROGRESS)).not.toContain('Refused because of us');
    expect((await browser.get(`${PROGRESS}/refused`)).status).toBe(409);
  });
});
