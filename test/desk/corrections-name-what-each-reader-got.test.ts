import { simpleParser } from 'mailparser';
import { expect, it, vi } from 'vitest';
import { approveCorrection, draftCorrection } from '../../src/desk/going/correct.ts';
import { previewCorrection } from '../../src/desk/going/correction-mails.ts';
import { queueCorrections } from '../../src/desk/going/queue-corrections.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { submitDueSingleMails } from '../../src/newsroom/single-mails.ts';
import { fixedClock } from '../support/clock.ts';
import { openTestApp, type TestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';
import { addZonedReaders } from '../support/zoned-readers.ts';

vi.setConfig({ testTimeout: 240_000 });

const WEEK = '2026-W48';
const EDITOR = 'editor@example.com';
const { signal } = new AbortController();

/** By reader: the subject of a mail and the whole of its text. */
async function mailsOf(app: TestApp, kind: string): Promise<Map<string, { subject: string; text: string }>> {
  const mails = new Map<string, { subject: string; text: string }>();
  for (const name of await app.mails(kind)) {
    const { to, subject = '', text = '' } = await simpleParser(await app.read(kind, name));
    mails.set(Array.isArray(to) ? '' : (to?.text ?? ''), { subject, text: text.replace(/\s+/g, ' ') });
  }
  return mails;
}

describeStores('a correction', (open, dialect) => {
  it('speaks of the mail that its reader got, under the subject they got it', async () => {
    const clock = fixedClock('2026-11-24T09:00:00Z');
    const app = await openTestApp(await open(), clock, {
      settings: { TEMPLATE_ENGINE: dialect === 'sqlite' ? 'react' : 'mjml' },
    });
    const outcome = await pickWeek(app, WEEK, 'test');
    if (outcome.kind === 'invalid_catalogue') throw new Error(outcome.message);
    const categories = outcome.issue.pick.pairings.map(({ category }) => category);
    await addZonedReaders(
      app.store,
      clock,
      [...categories, 'Gardening'].map((interest, n) => ({
        email: `reader${n}@example.com`,
        interests: [interest],
      })),
    );
    expect((await approveWeek(app, WEEK, EDITOR)).kind).toBe('approved');
    const now = { now: true, signal, patienceMs: 60_000, who: 'test' };
    expect((await sendWeek(app, WEEK, now)).kind).toBe('sent');
    const issues = await mailsOf(app, 'issue');
    const subjects = new Set([...issues.values()].map(({ subject }) => subject));
    expect([issues.size, subjects.size]).toEqual([4, 3]);

    const words = { wrong: 'Zed costs $10.', right: 'Zed is free.' };
    const drafted = await draftCorrection(app, WEEK, EDITOR, words);
    if (drafted.kind === 'refused') throw new Error(drafted.why);
    const { hash, subject, otherSubjects } = await previewCorrection(app, drafted.issue, drafted.correction);
    expect(new Set([subject, ...otherSubjects]).size).toBe(3);
    const { revision } = drafted.correction;
    expect((await approveCorrection(app, WEEK, { by: EDITOR, revision, hash })).kind).toBe('approved');
    for (let round = 0; round < 3; round += 1) {
      await queueCorrections(app, signal);
      await submitDueSingleMails(app, signal);
    }

    const corrections = await mailsOf(app, 'correction');
    expect([...corrections.keys()].toSorted()).toEqual([...issues.keys()].toSorted());
    for (const [reader, correction] of corrections) {
      const got = issues.get(reader)?.subject ?? '';
      expect(`${correction.subject} ${correction.text}`, reader).toContain(got);
      for (const other of subjects)
        if (other !== got) expect(`${correction.subject} ${correction.text}`, reader).not.toContain(other);
    }
  });
});
