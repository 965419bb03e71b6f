import { expect, it, onTestFinished } from 'vitest';
import { throughEach } from '../../scripts/prove/deadly-parts.ts';
import { type StandIn, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { resendMailer } from '../../src/delivery/mailers/resend.ts';
import { steerWeek } from '../../src/newsroom/release.ts';
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

describeStores('a no that is on its way when an editor resumes', open => {
  /**
   * Ten readers in batches of five. The answer to the first request arrives when the issue has been stopped, put right and
   * resumed.
   */
  async function resumedMeanwhile(refuse: (standIn: StandIn) => void, mend: (standIn: StandIn) => void) {
    const store = await open();
    const clock = fixedClock('2026-11-23T09:00:00Z');
    const standIn = await startStandIn({ now: clock.now, requestsPerSecond: null });
    const real = resendMailer({ apiKey: standIn.apiKey, baseUrl: standIn.url, clock: clock.now });
    onTestFinished(async () => {
      await real.close();
      await standIn.close();
    });
    let editorCame = false;
    const mailer = throughEach({ ...real, maxBatch: 5 }, async post => {
      const answer = await post();
      if (editorCame) return answer;
      editorCame = true;
      await steerWeek(issue.app, WEEK, 'stop', EDITOR);
      mend(standIn);
      await steerWeek(issue.app, WEEK, 'resume', EDITOR);
      return answer;
    });
    const issue = await openDueIssue(store, clock, { readers: READERS, mailers: [mailer], lanes: 1 });
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
});
