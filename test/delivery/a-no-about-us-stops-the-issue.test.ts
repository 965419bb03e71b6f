import { expect, it, vi } from 'vitest';
import { reportSend } from '../../src/cli/send.ts';
import { resolveBatch } from '../../src/newsroom/resolve-batch.ts';
import { EDITOR } from '../support/due-issue.ts';
import { WEEK } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { dueOverSmtp } from './due-over.ts';

const MINUTE = 60_000;

describeStores('over SMTP', open => {
  const due = dueOverSmtp(open);

  it.each([
    ['RCPT', '553 5.7.1 <verdicts@weekly.example>: Sender address rejected: not owned by user', 'not owned'],
    ['RCPT', '554 5.7.1 Service unavailable; Client host [127.0.0.1] blocked using a list', 'blocked'],
    ['RCPT', '550 5.1.8 <verdicts@weekly.example>: Domain not found', 'Domain not found'],
    ['.', '554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException', 'SendAsDenied'],
    ['.', '554 Sending paused for this account', 'paused'],
    ['.', '550 5.4.6 Unusual sending activity detected', 'Unusual sending'],
    // Nothing in these words tells whose fault it is; that all are told them does.
    ['RCPT', '550 The computer says no', 'computer says no'],
    ['.', '554 The computer says no', 'computer says no'],
    ['RCPT', '550 5.1.1 User unknown', 'User unknown'],
  ])(
    'everybody refused at %s by "%s" stops the issue early, and resume reaches all once',
    async (at, reply, words) => {
      const issue = await due.issueFor(30);
      due.refuse(at, reply);
      expect(await issue.send()).toMatchObject({ kind: 'stopped', why: expect.stringContaining(words) });
      expect(due.heard('RCPT')).toBeLessThanOrEqual(20);
      expect(await issue.status()).toMatchObject({
        state: 'stopped',
        rejected: 0,
        submitted: 0,
        pending: 30,
      });
      expect((await issue.app.issues.find(WEEK))?.reason).toContain(words);
      expect(await issue.notices()).toEqual([`${WEEK} is stopped`]);
      expect(due.sink.mails).toEqual([]);

      due.sink.react = () => null;
      expect(await issue.send()).toMatchObject({ kind: 'refused', why: expect.stringContaining(words) });
      expect(await issue.resume()).toMatchObject({ kind: 'done', state: 'sending' });
      expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 30, rejected: 0 } });
      due.expectOnceEach(30);
    },
  );

  it.each([
    '550 5.1.1 User unknown',
    '554 5.7.1 Recipient address rejected: Access denied',
    '550 5.5.0 Requested action not taken: mailbox unavailable',
    '550 The computer says no',
  ])('one reader in ten refused by "%s" is rejected, and the issue is sent', async reply => {
    const issue = await due.issueFor(10);
    due.refuse('RCPT', reply, command => command.includes('<reader4@'));
    expect(await issue.send()).toMatchObject({
      kind: 'sent',
      status: { submitted: 9, rejected: 1, pending: 0 },
    });
    due.expectOnceEach(9);
    expect(await issue.notices()).toEqual([`${WEEK} is out`]);
  });

  it('an editor who resumes into the same no loses nobody', async () => {
    const issue = await due.issueFor(30);
    due.refuse('RCPT', '550 The computer says no');
    for (let again = 0; again < 4; again++) {
      expect(await issue.send()).toMatchObject({ kind: 'stopped' });
      expect(await issue.status()).toMatchObject({ rejected: 0, pending: 30 });
      await issue.resume();
    }
    due.sink.react = () => null;
    expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 30 } });
    due.expectOnceEach(30);
  });

  it('a no that sounds like one about us but strikes one reader alone holds up nobody else', async () => {
    const issue = await due.issueFor(10);
    due.refuse('RCPT', '550 5.7.1 Not authorized', command => command.includes('<reader1@'));
    expect(await issue.send()).toMatchObject({
      kind: 'stopped',
      why: expect.stringContaining('Not authorized'),
    });
    await issue.resume();
    expect(await issue.send()).toMatchObject({
      kind: 'unfinished',
      why: expect.stringContaining('Not authorized'),
      status: { submitted: 9, pending: 1, rejected: 0 },
    });
    // In the end it is given up like any reader whose server never takes it.
    for (let round = 0; round < 60 && (await issue.status()).state === 'sending'; round++) {
      due.clock.advance(4 * 60 * MINUTE);
      await issue.send();
    }
    expect(await issue.status()).toMatchObject({ state: 'sent', submitted: 9, rejected: 1 });
    due.expectOnceEach(9);
  });

  it('too many refused for one reason stop it at its end, where whoever saw the last of them was killed before it looked', async () => {
    const issue = await due.issueFor(40);
    due.refuse('RCPT', '550 5.1.1 User unknown', command => command.includes('<reader4@'));
    expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 39, rejected: 1 } });
    // As the database stands when a process has written down the last refusals and got no further.
    const { db } = issue.app.store;
    await db.updateTable('deliveries').set({ status: 2 }).where('seq', '<=', 30).execute();
    await db.updateTable('refusals').set({ members: 30 }).execute();
    await db.updateTable('issues').set({ state: 'sending', settled_at: null }).execute();

    const stopped = await issue.send();
    expect(stopped).toMatchObject({ kind: 'stopped', why: expect.stringContaining('30 of 40 readers') });
    await issue.resume();
    expect(await issue.send()).toMatchObject({ kind: 'sent' });
  });

  it('more than one in twenty refused for one reason stops it; resume leaves them out, resolve lets them go', async () => {
    const issue = await due.issueFor(200);
    due.refuse('RCPT', '550 The computer says no', command => /<reader\d*[13579]@/.test(command));
    const stopped = await issue.send();
    expect(stopped).toMatchObject({ kind: 'stopped', why: expect.stringContaining('computer says no') });
    const { rejected, submitted } = await issue.status();
    expect(rejected).toBeGreaterThan(10);
    expect(rejected).toBeLessThanOrEqual(20);
    due.sink.react = () => null;
    await issue.resume();
    expect(await issue.send()).toMatchObject({
      kind: 'sent',
      status: { rejected, submitted: 200 - rejected },
    });
    expect(submitted).toBeGreaterThan(0);

    const resolution = { batch: 'rejected', as: 'not-sent', by: EDITOR } as const;
    expect(await resolveBatch(issue.app, WEEK, resolution)).toMatchObject({
      kind: 'resolved',
      readers: rejected,
    });
    expect(await issue.status()).toMatchObject({ state: 'sending', rejected: 0, pending: rejected });
    expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 200, rejected: 0 } });
    due.expectOnceEach(200);
    expect(await resolveBatch(issue.app, WEEK, resolution)).toMatchObject({ kind: 'refused' });
  });

  it('an issue of which nothing was taken is no success, even where an editor wants no more of it', async () => {
    const issue = await due.issueFor(3, 1);
    due.refuse('RCPT', '550 5.1.1 User unknown');
    expect(await issue.send()).toMatchObject({
      kind: 'stopped',
      why: expect.stringContaining('User unknown'),
    });
    expect(await issue.status()).toMatchObject({ state: 'stopped', rejected: 0, pending: 3 });
    await issue.resume();
    expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 0, rejected: 3 } });
    expect(await issue.notices()).toEqual([`${WEEK} is stopped`, `${WEEK}: mail is not going out`]);
  });

  it('ends with exit 1 and the words when it is stopped, when nothing was taken, and 0 only when all is well', async () => {
    const said: string[] = [];
    const ears = [
      vi.spyOn(console, 'error').mockImplementation((line: string) => said.push(line)),
      vi.spyOn(console, 'log').mockImplementation(() => undefined),
    ];
    const issue = await due.issueFor(3, 1);
    due.sink.react = command => (command === '.' ? 'reset' : null);
    const lost = await issue.send();
    expect(lost).toMatchObject({ kind: 'sent', status: { submitted: 0, uncertain: 3 } });
    expect(reportSend(WEEK, lost)).toBe(1);
    expect(said.at(-1)).toContain('No mail of 2026-W48 was accepted');
    expect(await issue.notices()).toEqual([`${WEEK}: mail is not going out`]);
    due.refuse('RCPT', '553 5.7.1 Sender address rejected: not owned');
    await resolveBatch(issue.app, WEEK, { batch: 'all', as: 'not-sent', by: EDITOR });
    expect(reportSend(WEEK, await issue.send())).toBe(1);
    expect(said.at(-1)).toMatch(/is stopped\. .*not owned[\s\S]*verdicts resume --week 2026-W48/);
    due.sink.react = () => null;
    await issue.resume();
    expect(reportSend(WEEK, await issue.send())).toBe(0);
    for (const ear of ears) ear.mockRestore();
  });

  it('five mails in a row without an answer stop it: without keys every one of them is a reader lost', async () => {
    const issue = await due.issueFor(30, 1);
    due.refuse('.', 'reset');
    expect(await issue.send()).toMatchObject({
      kind: 'stopped',
      why: expect.stringContaining('without a clear answer'),
    });
    expect(await issue.status()).toMatchObject({ uncertain: 5, pending: 25 });
    due.sink.react = () => null;
    const all = { batch: 'all', as: 'not-sent', by: EDITOR } as const;
    expect(await resolveBatch(issue.app, WEEK, all)).toMatchObject({ kind: 'resolved', readers: 5 });
    await issue.resume();
    expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 30, uncertain: 0 } });
    due.expectOnceEach(30);
  });
});
