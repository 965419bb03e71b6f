import { simpleParser } from 'mailparser';
import { expect, it } from 'vitest';
import { readToken } from '../../src/audience/token.ts';
import { checkIssue } from '../../src/newsroom/check-issue.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { statusOf } from '../../src/newsroom/status.ts';
import { testSend } from '../../src/newsroom/test-send.ts';
import { fixedClock } from '../support/clock.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';

const WEEK = '2026-W48';
const { signal } = new AbortController();

describeStores('a test send', open => {
  it('is marked, carries links of its own purpose, and leaves ledger and warnings right', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-24T09:00:00Z');
    const app = await openTestApp(store, clock);
    const outcome = await pickWeek(app, WEEK, 'test');
    if (outcome.kind === 'invalid_catalogue') throw new Error(outcome.message);
    const codes = async () =>
      (await checkIssue(app, outcome.issue, await draftIssue(app, outcome.issue))).map(
        finding => finding.code,
      );
    expect(await codes()).toContain('test-missing');

    const sent = await testSend(app, WEEK, { to: ['a@example.com', 'b@example.com'], who: 'test', signal });
    expect(sent).toMatchObject({ kind: 'queued', round: { submitted: 2, problems: [] } });
    const names = await app.mails('test');
    expect(names.length).toBe(2);
    const mail = await simpleParser(await app.read('test', names[0]!));
    expect(mail.subject).toMatch(/^\[TEST\] \S/);
    expect(mail.headers.get('x-verdicts-kind')).toBe('test');
    expect(mail.headers.get('x-verdicts-issue')).toBe(WEEK);
    const votes = [...(mail.text ?? '').matchAll(/\/vote\/([\w.~-]+)/g)].map(match => match[1]!);
    expect(votes.length).toBeGreaterThanOrEqual(3);
    for (const token of votes) {
      expect(readToken(app.keyring, 'vote', token, clock.now())).toBe(null);
      expect(readToken(app.keyring, 'vote-test', token, clock.now())).toMatch(/^2026-W48\.\d\.0$/);
    }
    expect(await statusOf(app, outcome.issue)).toMatchObject({ audience: 0, submitted: 0 });
    expect(await codes()).not.toContain('test-missing');
  });

  it('is refused for nobody, for a crowd and for a week that was not picked', async () => {
    const store = await open();
    const app = await openTestApp(store, fixedClock('2026-11-24T09:00:00Z'));
    expect(await testSend(app, WEEK, { to: ['a@example.com'], who: 'test', signal })).toMatchObject({
      kind: 'refused',
    });
    await pickWeek(app, WEEK, 'test');
    for (const to of [[], Array.from({ length: 21 }, (_, index) => `r${index}@example.com`)]) {
      expect(await testSend(app, WEEK, { to, who: 'test', signal })).toMatchObject({ kind: 'refused' });
    }
    expect(await app.mails('test')).toEqual([]);
  });
});
