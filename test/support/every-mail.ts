import { CAPS } from '../../src/audience/signup-caps.ts';
import { buildLedger } from '../../src/delivery/ledger.ts';
import { answerSignIns } from '../../src/desk/door/answer-sign-ins.ts';
import { askSignIn } from '../../src/desk/door/ask-sign-in.ts';
import { raiseSignInAlarms } from '../../src/desk/door/sign-in-alarms.ts';
import { SIGN_IN_CAPS } from '../../src/desk/door/sign-in-caps.ts';
import { queueCorrections } from '../../src/desk/going/queue-corrections.ts';
import { approveCorrection, draftCorrection } from '../../src/newsroom/going/correct.ts';
import { previewCorrection } from '../../src/newsroom/going/correction-mails.ts';
import { type Notice, notifyEditors } from '../../src/newsroom/notify-editors.ts';
import { submitDueSingleMails } from '../../src/newsroom/single-mails.ts';
import { testSend } from '../../src/newsroom/test-send.ts';
import { answerLinkRequests } from '../../src/readers/lost-link/answer-link-requests.ts';
import { askForLinks } from '../../src/readers/lost-link/ask-for-links.ts';
import { confirmationLetter } from '../../src/readers/signup/confirmation.ts';
import { alreadyLetter, welcomeLetter } from '../../src/readers/signup/reader-letters.ts';
import { raiseSignupAlarms } from '../../src/readers/signup/signup-alarms.ts';
import type { Letter } from '../../src/render/letter.ts';
import { takeCap } from '../../src/storage/audience/caps.ts';
import { findByKey } from '../../src/storage/audience/subscribers.ts';
import { type DueIssue, EDITOR } from './due-issue.ts';
import { WEEK } from './frozen-issue.ts';
import type { TestApp } from './newsroom.ts';

const never = new AbortController().signal;
const network = '203.0.113.0/24';

/**
 * Sends every kind of mail there is through the mailer of this newsroom, by the code in use: the issue in all its
 * variants, test mails, each letter and each notice.
 */
export async function sendEveryMail(issue: DueIssue): Promise<void> {
  const { app } = issue;
  await spreadInterests(issue);
  // Before there is an issue to point to, a welcome says so.
  await queueAndSend(app, early => welcome(early, app.now() - 1));
  const sent = await issue.send();
  if (sent.kind !== 'sent') throw new Error(`The issue is ${sent.kind}.`);
  for (const letter of Object.values(letters)) await queueAndSend(app, letter);
  await testSend(app, WEEK, { to: [EDITOR], variant: 'all', who: EDITOR, signal: never });
}

/** One reader for each pairing that can lead. */
async function spreadInterests({ app, store }: DueIssue): Promise<void> {
  const issue = await app.issues.find(WEEK);
  for (const [index, { category }] of (issue?.pick.pairings ?? []).entries()) {
    await store.db
      .updateTable('subscribers')
      .set({ interests: JSON.stringify([category]) })
      .where('email', '=', `reader${index + 1}@example.com`)
      .execute();
  }
}

async function queueAndSend(app: TestApp, queueLetter: (app: TestApp) => Promise<unknown>): Promise<void> {
  await queueLetter(app);
  const { submitted, problems } = await submitDueSingleMails(app, never);
  if (submitted === 0 || problems.length > 0)
    throw new Error(`${submitted} submitted: ${problems.join(' ')}`);
}

/** How each kind of letter comes about. A kind that is missing here does not compile. */
const letters: Readonly<Record<Letter['kind'], (app: TestApp) => Promise<unknown>>> = {
  confirm: async app => {
    const request = { askedAt: app.now(), network, at: app.now() };
    await app.singleMails.enqueue(await confirmationLetter(app, await aReader(app), request), app.now());
  },
  welcome: app => welcome(app, app.now()),
  already: async app =>
    app.singleMails.enqueue(await alreadyLetter(app, await aReader(app), app.now()), app.now()),
  links: async app => {
    await askForLinks(app, { dedupeKey: (await aReader(app)).dedupeKey, network });
    await answerLinkRequests(app, never);
  },
  'sign-in': async app => {
    await askSignIn(app, { email: EDITOR, browser: 'one', known: '', network });
    await answerSignIns(app, never);
  },
  notice: async app => {
    const issue = await app.issues.find(WEEK);
    if (!issue) throw new Error(`There is no issue of ${WEEK}.`);
    for (const notice of Object.values(notices)) await notifyEditors(app, issue, notice);
    await overfill(app, { cap: 'flood', ...CAPS.flood });
    await raiseSignupAlarms(app);
    await overfill(app, SIGN_IN_CAPS.network);
    await raiseSignInAlarms(app);
  },
  correction: async app => {
    const words = { wrong: 'Zed costs $10 a month.', right: 'Zed is free.\nOnly its AI plan costs money.' };
    const drafted = await draftCorrection(app, WEEK, EDITOR, words);
    if (drafted.kind === 'refused') throw new Error(drafted.why);
    const { issue, correction } = drafted;
    const { hash } = await previewCorrection(app, issue, correction);
    await approveCorrection(app, WEEK, { by: EDITOR, revision: correction.revision, hash });
    await queueCorrections(app, never);
  },
};

const ledger = buildLedger(12_480, []);
const reason = 'The mail API refuses every batch: "The domain is not verified" (403).';

/** Those about an issue; the other two are about caps. */
const notices: Readonly<Record<Notice['about'], Notice>> = {
  picked: { about: 'picked' },
  unapproved: {
    about: 'unapproved',
    once: 'in a day',
    facts: [{ name: 'Goes out', value: 'Thu 26 Nov 2026 09:00' }],
  },
  voided: {
    about: 'voided',
    facts: [{ name: 'Tagline of Zed', value: 'an editor → an editor for two' }],
  },
  approved: {
    about: 'approved',
    by: 'second@example.com',
    facts: [{ name: 'Audience now', value: '12,480' }],
  },
  held: { about: 'held', reason: 'Nobody has approved it.', fix: 'Approve it at the desk.' },
  stopped: { about: 'stopped', reason: 'Stopped by an editor: “wrong price in the lead”.' },
  warned: { about: 'warned', kind: 'complaints', reason: '12 of 12,480 readers complained (0.10%).' },
  sent: { about: 'sent', ledger },
  failing: { about: 'failing', reason, ledger },
  vote: {
    about: 'vote',
    reason: '40 of 60 votes came from one network.',
    facts: [{ name: 'Zed', value: '51' }],
  },
};

async function welcome(app: TestApp, at: number): Promise<void> {
  await app.singleMails.enqueue(await welcomeLetter(app, await aReader(app), at), app.now());
}

async function aReader(app: TestApp) {
  const reader = await findByKey(app.store, 'reader1@example.com');
  if (!reader) throw new Error('There is no reader1@example.com.');
  return reader;
}

async function overfill(
  app: TestApp,
  cap: { readonly cap: string; readonly limit: number; readonly perMs: number },
) {
  while (await takeCap(app.store, { ...cap, subject: network, now: app.now() }));
}
