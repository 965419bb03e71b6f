import { describe, expect, it } from 'vitest';
import { sendBatches } from '../../src/delivery/sender.ts';
import { alarmsOf, alarmWords } from '../../src/feedback/alarm.ts';
import { noOutcomes, type OutcomeCounts } from '../../src/feedback/outcome.ts';
import { translateResendEvent } from '../../src/feedback/resend-event.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { keepEvents } from '../../src/storage/feedback/mail-events.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, keyedApi, senderDeps, WEEK } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { bounce, eventBody, openRoom, tag } from './hooks.ts';

const EDITOR = 'editor@example.com';
const { signal } = new AbortController();

describeStores('an issue that is badly taken', open => {
  const start = async () => {
    const clock = fixedClock('2026-11-26T09:10:00Z');
    const store = await open();
    const room = await openRoom(store, clock);
    const issue = await freezeForTest(store, clock, { readers: 700, batchSize: 100 });
    const report = async (type: string, first: number, last: number, data = {}) => {
      const events = Array.from({ length: last - first + 1 }, (_, index) =>
        translateResendEvent(
          {
            id: `${type}_${first + index}`,
            timestamp: '1',
            signature: '',
            rawBody: eventBody(type, { delivery: tag(first + index), data }),
          },
          room.installationId,
        ),
      );
      for (let from = 0; from < events.length; from += 100) {
        await keepEvents(store, events.slice(from, from + 100), clock.now());
      }
      await takeInEvents(room);
    };
    const state = async () => (await room.issues.find(WEEK))?.state;
    const actions = async () => (await activityOf(store, WEEK)).map(entry => `${entry.who}: ${entry.action}`);
    return { clock, store, room, issue, report, state, actions };
  };

  it('is warned about once, then stopped once with a notice to the editors, and no batch leaves any more', async () => {
    const { clock, store, room, issue, report, state, actions } = await start();
    await report('delivered', 1, 500);
    await report('bounced', 501, 509, bounce('Permanent'));
    expect(await actions()).toEqual([]);
    await report('bounced', 510, 510, bounce('Permanent'));
    await report('bounced', 511, 519, bounce('Transient'));
    expect([await state(), await actions()]).toEqual(['sending', ['mail events: alarm']]);
    await report('bounced', 520, 520, bounce('Permanent'));
    const stopped = await room.issues.find(WEEK);
    expect(stopped).toMatchObject({
      state: 'stopped',
      reason: 'Bounces: 20 of 500 delivered (4.0%): above the limit at which an issue is stopped.',
    });
    await report('bounced', 521, 530, bounce('Permanent'));
    expect(await actions()).toEqual(['mail events: alarm', 'mail events: stopped']);
    const notices = await store.db
      .selectFrom('single_mails')
      .select(['kind', 'to_email', 'subject'])
      .execute();
    expect(notices).toEqual([
      { kind: 'notice', to_email: EDITOR, subject: `${WEEK}: complaints or bounces are high` },
      { kind: 'notice', to_email: EDITOR, subject: `${WEEK} is stopped` },
    ]);
    const api = keyedApi({});
    expect(await sendBatches(senderDeps(store, clock, [api]), issue, { signal, patienceMs: 0 })).toEqual({
      kind: 'stopped',
    });
    expect(api.calls).toEqual([]);
    // The notice is the first mail of the run: its renderer is loaded here.
  }, 90_000);

  it('mails the editors one warning an issue and kind, whoever looks and however the numbers grow', async () => {
    const { store, room, report } = await start();
    const warnings = async () =>
      (await store.db.selectFrom('single_mails').select(['subject', 'text']).execute()).map(
        ({ text }) => /(?:Complaints|Bounces): [\d,]+ of/.exec(text)?.[0],
      );
    await report('delivered', 1, 500);
    await report('bounced', 501, 510, bounce('Permanent'));
    expect(await warnings()).toEqual(['Bounces: 10 of']);
    for (let n = 511; n < 515; n++) await report('bounced', n, n, bounce('Permanent'));
    // As after a kill between the mail and the mark.
    await store.db.updateTable('issue_outcomes').set({ bounces_alarm: 'quiet' }).execute();
    await Promise.all([takeInEvents(room), takeInEvents(room)]);
    expect(await warnings()).toEqual(['Bounces: 10 of']);
    // Of ten thousand, so that the complaints are over the lower line alone.
    await store.db.updateTable('issue_outcomes').set({ delivered: 9_000, complained: 5 }).execute();
    await takeInEvents(room);
    expect(await warnings()).toEqual(['Bounces: 10 of', 'Complaints: 5 of']);
    await store.db.updateTable('issue_outcomes').set({ complained: 6 }).execute();
    await takeInEvents(room);
    expect((await warnings()).length).toBe(2);
    expect((await room.issues.find(WEEK))?.state).toBe('sending');
  });

  it('goes on when an editor resumes it, until something else is wrong', async () => {
    const { room, report, state, actions } = await start();
    await report('delivered', 1, 500);
    await report('bounced', 501, 520, bounce('Permanent'));
    expect(await state()).toBe('stopped');
    await steerWeek(room, WEEK, 'resume', EDITOR);
    await report('bounced', 521, 530, bounce('Permanent'));
    expect(await state()).toBe('sending');
    await report('complained', 1, 2);
    expect(await state()).toBe('sending');
    await report('complained', 3, 3);
    expect(await state()).toBe('stopped');
    expect(await actions()).toEqual(['mail events: stopped', `${EDITOR}: resumed`, 'mail events: stopped']);
  });

  it('that an editor had stopped already is stopped again when it is resumed', async () => {
    const { room, report, state } = await start();
    await report('delivered', 1, 500);
    await steerWeek(room, WEEK, 'stop', EDITOR);
    await report('complained', 1, 3);
    expect((await room.issues.find(WEEK))?.reason).toBe(`Stopped by ${EDITOR}.`);
    await steerWeek(room, WEEK, 'resume', EDITOR);
    await takeInEvents(room);
    expect(await state()).toBe('stopped');
    expect((await room.issues.find(WEEK))?.reason).toContain('Complaints: 3 of 500 delivered (0.600%)');
  });

  it('that has gone out is written down once and stays sent', async () => {
    const { room, issue, store, report, state } = await start();
    await report('delivered', 1, 500);
    await room.issues.move(issue.issueId, 'sending', 'sent', { at: 0 });
    await report('complained', 1, 3);
    await report('complained', 4, 6);
    expect(await state()).toBe('sent');
    expect((await activityOf(store, WEEK)).map(({ detail }) => detail)).toEqual([
      'Complaints: 3 of 500 delivered (0.600%): above the limit at which an issue is stopped. It had gone out already.',
    ]);
  });
});

describe('the lines', () => {
  const counts = (change: Partial<OutcomeCounts>): OutcomeCounts => ({ ...noOutcomes(), ...change });
  const levels = (change: Partial<OutcomeCounts>) => alarmsOf(counts(change)).map(({ level }) => level);

  it('are drawn from 500 delivered, 3 complaints and 10 bounces on', () => {
    expect(levels({ delivered: 496, complained: 3, bounced: 400 })).toEqual(['quiet', 'quiet']);
    expect(levels({ delivered: 497, complained: 3 })).toEqual(['stop', 'quiet']);
    expect(levels({ delivered: 498, complained: 2, bounced: 9 })).toEqual(['quiet', 'quiet']);
    expect(levels({ delivered: 500, bounced: 10 })).toEqual(['quiet', 'warn']);
  });

  it('are 0.05 and 0.08 % for complaints, 2 and 4 % for bounces of either kind', () => {
    expect(levels({ delivered: 9_997, complained: 4 })).toEqual(['quiet', 'quiet']);
    expect(levels({ delivered: 9_995, complained: 5 })).toEqual(['warn', 'quiet']);
    expect(levels({ delivered: 9_993, complained: 7 })).toEqual(['warn', 'quiet']);
    expect(levels({ delivered: 9_992, complained: 8 })).toEqual(['stop', 'quiet']);
    expect(levels({ delivered: 1_000, bounced: 19 })).toEqual(['quiet', 'quiet']);
    expect(levels({ delivered: 1_000, bounced: 10, bounced_soft: 10 })).toEqual(['quiet', 'warn']);
    expect(levels({ delivered: 1_000, bounced: 39 })).toEqual(['quiet', 'warn']);
    expect(levels({ delivered: 1_000, bounced: 20, bounced_soft: 20 })).toEqual(['quiet', 'stop']);
  });

  it('are told with their numbers', () => {
    const [complaints] = alarmsOf(counts({ delivered: 9_992, complained: 8 }));
    expect(alarmWords(complaints)).toBe('Complaints: 8 of 10,000 delivered (0.080%)');
  });
});
