import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SesStandInFault } from '../../../scripts/stand-in/ses/faults.ts';
import { shownMail } from '../../../scripts/stand-in/ses/mails.ts';
import type { FrozenMail } from '../../../src/delivery/freeze.ts';
import type { BulkReader } from '../../../src/delivery/mailers/mailer.ts';
import { buildMessages, bulkReaders } from '../../../src/delivery/payload.ts';
import { fixedClock } from '../../support/clock.ts';
import { frozenMail, KEYRING } from '../../support/frozen-issue.ts';
import { type SesPair, startSesPair } from '../../support/ses-pair.ts';
import { HOSTILE_NAMES, mailWith, publish, recipients, thinIssue } from '../../support/thin-issue.ts';

const clock = fixedClock('2026-11-26T09:00:00Z');
const signal = new AbortController().signal;
let pair: SesPair;

beforeEach(async () => {
  pair = await startSesPair(clock, { wire: 'thin' });
});

afterEach(() => pair.close());

async function published(mail: FrozenMail = frozenMail()): Promise<string> {
  const publication = await publish(pair.mailer, mail);
  if (publication.kind !== 'published') throw new Error(publication.why);
  return publication.templateId;
}

async function readersOf(names: readonly string[], mail = frozenMail()): Promise<BulkReader[]> {
  return bulkReaders(thinIssue(await published(mail), mail), KEYRING.current, recipients(names));
}

async function posted(count: number, fault?: SesStandInFault) {
  const readers = await readersOf(Array.from({ length: count }, (_, index) => `Reader ${index}`));
  if (fault) pair.standIn.fault(fault);
  const body = pair.mailer.thin.encode(readers);
  return pair.mailer.thin.post(body, { key: 'k', signal });
}

const entries = (...results: object[]): SesStandInFault => ({
  do: 'say',
  status: 200,
  body: JSON.stringify({ BulkEmailEntryResults: results }),
});
const taken = (id: string) => ({ Status: 'SUCCESS', MessageId: id });
const said = (Status: string, words = '') => ({ Status, Error: words, MessageId: 'never-trusted' });

describe('the thin wire of SES', () => {
  it('fills in exactly what goes in full, for whoever is called what', async () => {
    const names = HOSTILE_NAMES.filter(name => !name.includes('{'));
    const mail = frozenMail();
    const issue = thinIssue(await published(mail), mail);
    const readers = bulkReaders(issue, KEYRING.current, recipients(names));
    expect(pair.mailer.thin.fits(readers)).toBe(true);
    const answer = await pair.mailer.thin.post(pair.mailer.thin.encode(readers), { key: 'k', signal });
    expect(answer).toMatchObject({ kind: 'accepted' });
    expect(pair.standIn.calls()).toBe(1);
    const messages = buildMessages(issue, KEYRING.current, recipients(names));
    for (const [index, message] of messages.entries()) {
      const kept = pair.standIn.mails[index]!;
      const { html, text, subject, headers } = await shownMail(kept);
      expect({ to: kept.to, html, text, subject, tags: kept.tags }).toEqual({
        to: message.to,
        html: message.html,
        text: message.text,
        subject: message.subject,
        tags: message.tags,
      });
      const own = Object.entries(message.headers).map(([name, value]) => [name.toLowerCase(), value]);
      expect(headers).toMatchObject(Object.fromEntries(own));
      // By either wire the same delivery has the same name.
      await pair.submit(message);
      const inFull = await shownMail(pair.standIn.mails.at(-1)!);
      expect(headers['x-verdicts-delivery']).toBe(inFull.headers['x-verdicts-delivery']);
    }
  });

  it('publishes once, finds what is there, and keeps away from what somebody has put in its place', async () => {
    const first = await published();
    expect(await published()).toBe(first);
    expect(pair.standIn.templates.size).toBe(1);
    pair.standIn.templates.set(first, { Subject: 'Zed vs Windsurf', Html: '<p>ours no more</p>', Text: '' });
    expect(await publish(pair.mailer, frozenMail())).toMatchObject({ kind: 'not_published' });
  });

  it('goes in full what a template cannot express', async () => {
    const braces = mailWith({ html: reader => `{{${reader}}}` });
    expect(await publish(pair.mailer, braces)).toMatchObject({ kind: 'not_published' });
    const readers = await readersOf(['Ada', 'Bob {{x}}']);
    expect(pair.mailer.thin.fits(readers)).toBe(false);
    expect(pair.mailer.thin.fits(readers.slice(0, 1))).toBe(true);
  });

  it('is a pure function of frozen rows: neither configuration set nor credentials are in its seal', async () => {
    const readers = await readersOf(['Ada', 'Bob']);
    const other = await startSesPair(clock);
    expect(other.mailer.thin.encode(readers).sha256).toBe(pair.mailer.thin.encode(readers).sha256);
    await other.close();
  });

  it('takes fifty a call, and halves more without asking', async () => {
    expect(pair.mailer.thin.maxBatch).toBe(50);
    expect(await posted(50)).toMatchObject({ kind: 'accepted' });
    expect(await posted(51)).toMatchObject({ kind: 'refused', scope: 'payload' });
    expect([pair.standIn.calls(), pair.standIn.mails.length]).toEqual([1, 50]);
  });

  it('tells entry by entry who was taken, who never will be, and who comes later', async () => {
    const answer = await posted(
      7,
      entries(
        taken('a'),
        said('MESSAGE_REJECTED', 'the mail has a virus'),
        said('ACCOUNT_THROTTLED'),
        said('ACCOUNT_DAILY_QUOTA_EXCEEDED'),
        said('TRANSIENT_FAILURE'),
        said('FAILED'),
        said('INVALID_PARAMETER', 'Illegal address'),
      ),
    );
    expect(answer).toMatchObject({
      kind: 'accepted',
      items: [
        { kind: 'accepted', id: 'a' },
        { kind: 'rejected' },
        { kind: 'later', retryAfterMs: 1_000 },
        { kind: 'later', retryAfterMs: 900_000 },
        { kind: 'later', retryAfterMs: 30_000 },
        { kind: 'later', retryAfterMs: 30_000 },
        { kind: 'later' },
      ],
    });
  });

  it.each([
    ['sending paused', 'ACCOUNT_SENDING_PAUSED', { kind: 'refused', scope: 'account' }],
    ['a paused configuration set', 'CONFIGURATION_SET_SENDING_PAUSED', { kind: 'refused', scope: 'account' }],
    ['no configuration set', 'CONFIGURATION_SET_NOT_FOUND', { kind: 'refused', scope: 'account' }],
    ['a suspended account', 'ACCOUNT_SUSPENDED', { kind: 'refused', scope: 'account' }],
    ['a sender nobody verified', 'MAIL_FROM_DOMAIN_NOT_VERIFIED', { kind: 'refused', scope: 'account' }],
    ['a template that is gone', 'TEMPLATE_NOT_FOUND', { kind: 'refused', scope: 'form' }],
    ['too fast', 'ACCOUNT_THROTTLED', { kind: 'wait', because: 'rate' }],
    ['the quota of a day', 'ACCOUNT_DAILY_QUOTA_EXCEEDED', { kind: 'wait', because: 'daily_quota' }],
    ['something passing', 'TRANSIENT_FAILURE', { kind: 'wait', because: 'busy' }],
    ['a failure of all', 'FAILED', { kind: 'refused', scope: 'payload' }],
  ])('tells %s of all entries apart', async (_what, status, answer) => {
    expect(await posted(2, entries(said(status), said(status)))).toMatchObject(answer);
  });

  it('believes that no ten readers are refused for one reason of their own, and a few may be', async () => {
    const sorry = said('MESSAGE_REJECTED', 'the mail has a virus');
    expect(await posted(10, entries(...Array(10).fill(sorry)))).toMatchObject({
      kind: 'refused',
      scope: 'account',
    });
    expect(await posted(2, entries(sorry, sorry))).toMatchObject({
      items: [{ kind: 'rejected' }, { kind: 'rejected' }],
    });
    const sandbox = said('MESSAGE_REJECTED', 'Email address is not verified.');
    expect(await posted(2, entries(sandbox, sandbox))).toMatchObject({ kind: 'refused', scope: 'account' });
  });

  it('ends for one reader: what is wrong with an entry is a no, what failed is tried for days', async () => {
    expect(await posted(1, entries(said('INVALID_PARAMETER')))).toMatchObject({
      items: [{ kind: 'rejected' }],
    });
    expect(await posted(1, entries(said('FAILED')))).toMatchObject({ kind: 'wait', because: 'reader' });
  });

  it.each<[string, SesStandInFault]>([
    ['a lost answer', { do: 'lose' }],
    ['a call that was taken in part', { do: 'partly', mails: 2 }],
    ['half an answer', { do: 'half' }],
    ['a page', { do: 'rubbish', status: 200, taken: true }],
    ['too few entries', entries(taken('a'), taken('b'))],
    ['too many', entries(taken('a'), taken('b'), taken('c'), taken('d'))],
    ['an id twice', entries(taken('a'), taken('a'), taken('b'))],
    ['a yes without an id', entries(taken('a'), { Status: 'SUCCESS' }, taken('b'))],
    ['a status nobody knows', entries(taken('a'), said('MAYBE'), taken('b'))],
    ['no entries', { do: 'say', status: 200, body: '{}' }],
  ])('never guesses what %s means', async (_what, fault) => {
    expect(await posted(3, fault)).toMatchObject({ kind: 'unclear' });
    expect(pair.standIn.calls()).toBe(1);
  });

  it('is told by SES itself that a template is gone, and says that it was the form', async () => {
    const readers = await readersOf(['Ada']);
    pair.standIn.templates.clear();
    const answer = await pair.mailer.thin.post(pair.mailer.thin.encode(readers), { key: 'k', signal });
    expect(answer).toMatchObject({ kind: 'refused', scope: 'form' });
  });
});
