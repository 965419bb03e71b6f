import { resendMailer } from '../../src/delivery/mailers/resend.ts';
import type { FrozenIssue } from '../../src/delivery/payload.ts';
import { type SendOutcome, sendBatches } from '../../src/delivery/sender.ts';
import { submitNextBatch } from '../../src/delivery/submit.ts';
import type { Store } from '../../src/storage/database.ts';
import { frozenMails } from '../../src/storage/delivery/freezes.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import type { FixedClock } from '../support/clock.ts';
import { senderDeps, WEEK } from '../support/frozen-issue.ts';

/** The real Resend client, at the stand-in. */
export interface Api {
  readonly url: string;
  readonly apiKey: string;
}

/** Submits this many batches of the issue and no more. */
export async function submitBatches(store: Store, clock: FixedClock, api: Api, count: number): Promise<void> {
  const { deps, close } = deliveryDeps(store, clock, api);
  const [first] = deps.mailers;
  const issue = await issueOf(store);
  for (let n = 0; n < count; n++) {
    await submitNextBatch({ ...deps, ...first!, onlyBound: false }, issue);
  }
  await close();
}

/** Submits what may be submitted. */
export async function sendOn(store: Store, clock: FixedClock, api: Api): Promise<SendOutcome> {
  const { deps, close } = deliveryDeps(store, clock, api);
  const options = { signal: new AbortController().signal, patienceMs: 0 };
  const outcome = await sendBatches(deps, await issueOf(store), options);
  await close();
  return outcome;
}

function deliveryDeps(store: Store, clock: FixedClock, api: Api) {
  const mailer = resendMailer({ apiKey: api.apiKey, baseUrl: api.url, clock: clock.now });
  return { deps: senderDeps(store, clock, [mailer]), close: () => mailer.close() };
}

async function issueOf(store: Store): Promise<FrozenIssue> {
  const issue = await issueStore(store).find(WEEK);
  if (!issue) throw new Error('The restored database lost the issue.');
  return {
    issueId: issue.id,
    week: WEEK,
    mails: await frozenMails(store, issue.id),
    installationId: 'inst',
  };
}
