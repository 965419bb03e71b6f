import { expect, it } from 'vitest';
import type { Fault } from '../../scripts/stand-in/fault.ts';
import { submitDueSingleMails } from '../../src/newsroom/single-mails.ts';
import { WEEK } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { dueOverApi } from './due-over.ts';

const HTML = '<html><head><style>p{}</style></head><body><h1>400 Bad Request</h1><p>nginx</p></body></html>';
const json = (statusCode: number, name: string, message: string) => ({ statusCode, name, message });

describeStores('a no of the mail API to every request', open => {
  const due = dueOverApi(open, 20);

  const answer = (fault: Partial<Extract<Fault, { do: 'answer' }>>) =>
    due.standIn.fault({ do: 'answer', status: 400, times: 1_000, ...fault });
  const entries = (message: string) => Array.from({ length: 20 }, (_, index) => ({ index, message }));

  it.each<[string, Partial<Extract<Fault, { do: 'answer' }>>, string]>([
    ['a page of HTML', { body: HTML }, '400 Bad Request nginx'],
    ['JSON of something in between', { status: 403, body: { message: 'Forbidden' } }, 'Forbidden'],
    [
      'a field that all mails share',
      { status: 422, body: json(422, 'validation_error', 'Invalid `reply_to` field.') },
      'reply_to',
    ],
    [
      'a header of ours',
      { status: 422, body: json(422, 'validation_error', 'The header List-Unsubscribe is not allowed') },
      'List-Unsubscribe',
    ],
    [
      'an account that is paused',
      { body: json(400, 'validation_error', 'Sending is paused for your account') },
      'paused',
    ],
    [
      'words that tell nothing',
      { status: 422, body: json(422, 'validation_error', 'The computer says no') },
      'computer says no',
    ],
    [
      'a 200 with an error for each mail',
      { status: 200, body: { data: [], errors: entries('The computer says no') } },
      'computer says no',
    ],
    [
      'a 200 that blames the sender of each',
      { status: 200, body: { data: [], errors: entries('Invalid `from` field.') } },
      '`from`',
    ],
  ])('(%s) stops the issue early and rejects nobody', async (_what, fault, words) => {
    const issue = await due.issueFor(100);
    answer(fault);
    // What a page of HTML has answered is asked again under its key, a few seconds later each time.
    let outcome = await issue.send(0);
    for (let round = 0; round < 20 && outcome.kind === 'unfinished'; round++) {
      due.clock.advance(16_000);
      outcome = await issue.send(0);
    }
    expect(outcome).toMatchObject({ kind: 'stopped', why: expect.stringContaining(words) });
    expect(due.standIn.requests().length).toBeLessThanOrEqual(20);
    expect(await issue.status()).toMatchObject({ rejected: 0, submitted: 0, pending: 100 });
    expect(await issue.notices()).toEqual([`${WEEK} is stopped`]);

    due.standIn.clearFaults();
    await issue.resume();
    due.clock.advance(60_000);
    expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 100, rejected: 0 } });
    due.expectOnceEach(100);
  });

  it('about a few addresses among many rejects those alone', async () => {
    const issue = await due.issueFor(100);
    due.standIn.refuse(['reader3@example.com', 'reader50@example.com']);
    expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 98, rejected: 2 } });
  });

  it.each<[string, Partial<Extract<Fault, { do: 'answer' }>>]>([
    ['about us', { status: 422, body: json(422, 'validation_error', 'Your account is suspended') }],
    ['of something in between', { body: HTML }],
  ])('leaves a confirmation waiting when it is %s', async (_what, fault) => {
    const { app } = await due.issueFor(1);
    await due.store.db.deleteFrom('single_mails').execute();
    const mail = {
      kind: 'confirm',
      dedupe: 'c',
      to: 'new@example.com',
      week: '',
      subject: 'Confirm',
    } as const;
    await app.singleMails.enqueue({ ...mail, html: '<p>x</p>', text: 'x', headers: {} }, due.clock.now());
    answer(fault);
    for (let round = 0; round < 5; round++) {
      await submitDueSingleMails(app, new AbortController().signal);
      due.clock.advance(10 * 60_000);
    }
    expect(due.standIn.ledger().addresses).toEqual({});
    due.standIn.clearFaults();
    expect(await submitDueSingleMails(app, new AbortController().signal)).toMatchObject({ submitted: 1 });
    expect(due.standIn.ledger().addresses).toEqual({ 'new@example.com': 1 });
  });
});
