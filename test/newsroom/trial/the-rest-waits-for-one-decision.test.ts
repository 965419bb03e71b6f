import { simpleParser } from 'mailparser';
import { expect, it } from 'vitest';
import type { IssueContent } from '../../../src/issue/content.ts';
import { armOf } from '../../../src/issue/trial/arm-of.ts';
import { sendWeek } from '../../../src/newsroom/send-week.ts';
import { decideByHand, lookAtTrial } from '../../../src/newsroom/subject-trial.ts';
import { runDue } from '../../../src/scheduler.ts';
import { frozenMails } from '../../../src/storage/delivery/freezes.ts';
import { findTrial } from '../../../src/storage/delivery/subject-trials.ts';
import { fixedClock } from '../../support/clock.ts';
import { openTestApp, type TestApp } from '../../support/newsroom.ts';
import { describeStores } from '../../support/stores.ts';
import { approvedTrial, EDITOR, OTHERS, WEEK } from '../../support/subject-trial.ts';
import { addZonedReaders } from '../../support/zoned-readers.ts';

const { signal } = new AbortController();
const HOUR_MS = 3_600_000;
const READERS = 60;

const send = (app: TestApp) => sendWeek(app, WEEK, { now: true, signal, patienceMs: 0, who: 'test' });

/** The subject of each mail that went out, by its reader; each reader once. */
async function got(app: TestApp): Promise<Map<string, string>> {
  const subjects = new Map<string, string>();
  for (const name of await app.mails('issue')) {
    const { to, subject = '' } = await simpleParser(await app.read('issue', name));
    const address = [to].flat()[0]?.value[0]?.address ?? '?';
    expect(subjects.has(address), address).toBe(false);
    subjects.set(address, subject);
  }
  return subjects;
}

describeStores('subjects on trial', (open, _dialect) => {
  async function begun(trial: Parameters<typeof approvedTrial>[1] = {}) {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const app = await openTestApp(store, clock, {});
    const readers = Array.from({ length: READERS }, (_, index) => ({
      email: `reader${index + 1}@example.com`,
    }));
    await addZonedReaders(store, clock, readers);
    await approvedTrial(app, trial);
    const issue = (await app.issues.find(WEEK))!;
    const armed = (id: number) =>
      armOf(`${app.installationId}/${WEEK}/subjects`, String(id), (trial.share ?? 40) / 100, 3);
    const arms = new Map(readers.map(({ email }, index) => [email, armed(index + 1)]));
    return { store, clock, app, issue, arms };
  }

  it('go to those who drew them; everybody else waits, and gets the first choice when nothing has won', async () => {
    const { store, clock, app, issue, arms } = await begun();
    expect(await send(app)).toMatchObject({
      kind: 'unfinished',
      why: expect.stringContaining('trial of the subjects, until 2026-11-26T13:00:00.000Z'),
    });
    const contents = (await frozenMails(store, issue.id)).map(
      ({ content }) => JSON.parse(content) as IssueContent,
    );
    const [first] = contents;
    const subjects = [first!.subject, ...OTHERS];
    const tested = [...arms].filter(([, arm]) => arm !== null);
    expect(tested.length).toBeGreaterThan(10);
    expect(await got(app)).toEqual(new Map(tested.map(([email, arm]) => [email, subjects[arm!]])));
    // An hour before its time the scheduler has nothing to do.
    clock.set('2026-11-26T12:59:59Z');
    await runDue(app, signal);
    expect((await got(app)).size).toBe(tested.length);
    expect(await findTrial(store.db, issue.id)).toMatchObject({ decision: null });
    clock.set('2026-11-26T13:00:00Z');
    await runDue(app, signal);
    expect(await findTrial(store.db, issue.id)).toMatchObject({
      decision: { arm: 0, outcome: 'no_winner', by: '', at: clock.now() },
    });
    expect(await got(app)).toEqual(new Map([...arms].map(([email, arm]) => [email, subjects[arm ?? 0]])));
    expect(await app.issues.find(WEEK)).toMatchObject({ state: 'sent', audience: READERS });
  });

  it('are decided once: what an editor said goes, whatever is said after', async () => {
    const { store, clock, app, issue, arms } = await begun();
    await send(app);
    const sent = (await got(app)).size;
    expect(await decideByHand(app, WEEK, { arm: 2, by: 'stranger@example.com' })).toMatchObject({
      kind: 'refused',
    });
    expect(await decideByHand(app, WEEK, { arm: 3, by: EDITOR })).toMatchObject({
      kind: 'refused',
      why: 'There is no subject 4.',
    });
    const words = await Promise.all([
      decideByHand(app, WEEK, { arm: 2, by: EDITOR }),
      decideByHand(app, WEEK, { arm: 2, by: EDITOR }),
    ]);
    expect(words.map(({ kind }) => kind).toSorted()).toEqual(['done', 'refused']);
    clock.set(new Date(clock.now() + 5 * HOUR_MS).toISOString());
    expect(await lookAtTrial(app, WEEK)).toBe('decided');
    expect(await send(app)).toMatchObject({ kind: 'sent', status: { submitted: READERS } });
    expect(await findTrial(store.db, issue.id)).toMatchObject({
      decision: { arm: 2, outcome: 'by_hand', by: EDITOR },
    });
    const after = await got(app);
    const rest = [...arms].filter(([, arm]) => arm === null).map(([email]) => after.get(email));
    expect(rest.length).toBe(READERS - sent);
    expect(new Set(rest)).toEqual(new Set([OTHERS[1]]));
  });
});
