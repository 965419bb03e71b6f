import { expect, it, onTestFinished } from 'vitest';
import { throughEach } from '../../scripts/prove/deadly-parts.ts';
import { type StandIn, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import type { MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { resendMailer } from '../../src/delivery/mailers/resend.ts';
import { resolveBatch } from '../../src/newsroom/resolve-batch.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { fixedClock } from '../support/clock.ts';
import { EDITOR, openDueIssue } from '../support/due-issue.ts';
import { WEEK } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';

const READERS = 10;
const addresses = Array.from({ length: READERS }, (_, index) => `reader${index + 1}@example.com`);
const DOMAIN = {
  status: 403,
  body: { statusCode: 403, name: 'validation_error', message: 'The domain is not verified.' },
};

describeStores("a no that is older than an editor's resume", open => {
  /** Ten readers, of whom the API takes no mail; what its first answer means is left to the test. */
  async function begin(
    { maxBatch, wire = 'full' }: { readonly maxBatch: number; readonly wire?: 'full' | 'thin' },
    onFirst: (answer: MailerAnswer) => Promise<MailerAnswer>,
  ) {
    const store = await open();
    const clock = fixedClock('2026-11-23T09:00:00Z');
    const standIn = await startStandIn({ now: clock.now, requestsPerSecond: null });
    const real = resendMailer({ apiKey: standIn.apiKey, baseUrl: standIn.url, clock: clock.now, wire });
    onTestFinished(async () => {
      await real.close();
      await standIn.close();
    });
    let isFirst = true;
    const mailer = throughEach({ ...real, maxBatch }, async post => {
      const answer = await post();
      if (!isFirst) return answer;
      isFirst = false;
      return onFirst(answer);
    });
    const issue = await openDueIssue(store, clock, { readers: READERS, mailers: [mailer], lanes: 1 });
    return { clock, standIn, issue };
  }

  /** The answer to the first request arrives when the issue has been stopped, put right and resumed. */
  async function resumedMeanwhile(refuse: (standIn: StandIn) => void, mend: (standIn: StandIn) => void) {
    const { issue, standIn } = await begin({ maxBatch: 5 }, async answer => {
      await steerWeek(issue.app, WEEK, 'stop', EDITOR);
      mend(standIn);
      await steerWeek(issue.app, WEEK, 'resume', EDITOR);
      return answer;
    });
    refuse(standIn);
    return { issue, standIn, outcome: await issue.send() };
  }

  it('rejects nobody it was told of', async () => {
    const { outcome, standIn } = await resumedMeanwhile(
      api => api.refuse(addresses),
      api => api.refuse([]),
    );

    expect(outcome).toMatchObject({ kind: 'sent', status: { submitted: READERS, rejected: 0 } });
    expect(standIn.ledger().addresses).toEqual(Object.fromEntries(addresses.map(address => [address, 1])));
  });

  it('leaves those alone who were taken beside them', async () => {
    const { outcome, standIn } = await resumedMeanwhile(
      api => api.refuse(addresses.slice(1, 3)),
      api => api.refuse([]),
    );

    expect(outcome).toMatchObject({ kind: 'sent', status: { submitted: READERS, rejected: 0 } });
    expect(standIn.ledger().addresses).toEqual(Object.fromEntries(addresses.map(address => [address, 1])));
  });

  it('is believed when it is said again', async () => {
    const { outcome, issue } = await resumedMeanwhile(
      api => api.refuse(addresses.slice(0, 1)),
      () => undefined,
    );

    expect(outcome).toMatchObject({ kind: 'sent', status: { submitted: READERS - 1, rejected: 1 } });
    expect(await issue.store.db.selectFrom('refusals').select('members').execute()).toEqual([{ members: 1 }]);
  });

  it('about the account does not stop the issue again', async () => {
    const { outcome, standIn } = await resumedMeanwhile(
      api => api.turnAway(DOMAIN),
      api => api.turnAway(null),
    );

    expect(outcome).toMatchObject({ kind: 'sent', status: { submitted: READERS, rejected: 0 } });
    expect(standIn.ledger().addresses).toEqual(Object.fromEntries(addresses.map(address => [address, 1])));
  });

  it('about the account stops it when it is said again', async () => {
    const { outcome } = await resumedMeanwhile(
      api => api.turnAway(DOMAIN),
      () => undefined,
    );

    expect(outcome).toMatchObject({
      kind: 'stopped',
      status: { submitted: 0, rejected: 0, pending: READERS },
    });
  });

  const lost = { kind: 'unclear', reason: 'The answer was lost.' } as const;

  /** The first answer is lost, an editor puts it right and resumes, and the API is asked again under the same key. */
  async function askedAgain(
    shape: { readonly maxBatch: number; readonly wire?: 'thin' },
    refused: readonly string[],
  ) {
    const { clock, issue, standIn } = await begin(shape, async () => lost);
    standIn.refuse(refused);
    await issue.send(0);
    await steerWeek(issue.app, WEEK, 'stop', EDITOR);
    standIn.refuse([]);
    await resolveBatch(issue.app, WEEK, { batch: 'rejected', as: 'not-sent', by: EDITOR });
    await steerWeek(issue.app, WEEK, 'resume', EDITOR);
    clock.advance(60_000);
    return { issue, standIn, outcome: await issue.send() };
  }

  it.each([
    ['over the full wire', { maxBatch: 10 }],
    ['over the thin wire', { maxBatch: 10, wire: 'thin' }],
  ] as const)('about some of a batch is not believed when the API repeats it: %s', async (_, shape) => {
    const { outcome, standIn } = await askedAgain(shape, addresses.slice(1, 3));

    expect(outcome).toMatchObject({ kind: 'sent', status: { submitted: READERS, rejected: 0 } });
    expect(standIn.ledger().addresses).toEqual(Object.fromEntries(addresses.map(address => [address, 1])));
  });

  // Whether the API looks at the key or at the mails first nobody promises: a new key might double them.
  it.each([
    ['a few', { maxBatch: 5 }],
    ['many', { maxBatch: 10 }],
    ['over the thin wire', { maxBatch: 10, wire: 'thin' }],
  ] as const)('about all of a batch leaves it to an editor when the API repeats it: %s', async (_, shape) => {
    const { issue, outcome, standIn } = await askedAgain(shape, addresses.slice(0, shape.maxBatch));

    const uncertain = shape.maxBatch;
    expect(outcome).toMatchObject({
      kind: 'sent',
      status: { submitted: READERS - uncertain, uncertain, rejected: 0 },
    });
    const open = await issue.store.db.selectFrom('batches').select('reason').where('state', '=', 'uncertain');
    expect((await open.execute())[0]?.reason).toMatch(
      /earlier attempt may have been taken\. .*Invalid `to` field/,
    );
    await resolveBatch(issue.app, WEEK, { batch: 'all', as: 'not-sent', by: EDITOR });
    await issue.send();
    expect(standIn.ledger().addresses).toEqual(Object.fromEntries(addresses.map(address => [address, 1])));
  });
});
