import { createWebApp } from '../../src/app.ts';
import { checkDocument, type Evidence } from '../../src/open-data/check-document.ts';
import type { PublicKey } from '../../src/open-data/data-key.ts';
import type { IssueDocument } from '../../src/open-data/document.ts';
import { readKeyDocument } from '../../src/open-data/key-document.ts';
import type { Sealed } from '../../src/open-data/seal.ts';
import type { Store } from '../../src/storage/database.ts';
import { fixedClock } from '../support/clock.ts';
import { addReaders, keyedApi } from '../support/frozen-issue.ts';
import { openTestApp } from '../support/newsroom.ts';
import { castAll, sendNow, times } from '../vote/vote-week.ts';

export const WEEK = '2026-W48';
export const EARLIER = '2026-W47';
const READERS = 45;

/**
 * Two issues that were sent a week apart, the votes of both over: of the newer one, one with enough ballots, one with too
 * few and one with none.
 */
export async function publishedIssues(store: Store, settings: Record<string, string> = {}) {
  const clock = fixedClock('2026-11-19T09:00:00Z');
  const app = await openTestApp(store, clock, { mailer: keyedApi({}), settings });
  await addReaders(store, READERS, clock);
  await sendNow(app, EARLIER);
  clock.set('2026-11-26T09:00:00Z');
  await sendNow(app, WEEK);
  const issue = await app.issues.find(WEEK);
  if (issue?.state !== 'sent') throw new Error(`The issue is ${issue?.state}.`);
  const ballots = [...times(21, 'a'), ...times(9, 'b'), ...times(7, 'both'), ...times(4, 'neither')];
  await castAll(store, clock, issue.id, ballots);
  await castAll(store, clock, issue.id, times(19, 'b'), 2);
  clock.set('2026-12-01T09:00:00Z');
  return { app, clock, store, issue, web: await createWebApp(app) };
}

export type Web = Awaited<ReturnType<typeof createWebApp>>;

export async function textAt(web: Web, path: string): Promise<string> {
  const answer = await web.request(path);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  return answer.text();
}

/** What a site publishes of the newer issue, and what is needed to check it. */
export async function fetchedIssue(web: Web) {
  const text = await textAt(web, `/issues/${WEEK}.json`);
  const document = JSON.parse(text) as Sealed<IssueDocument>;
  const keys = await keysOf(web);
  const catalogue = Buffer.from(await textAt(web, `/data/catalogue-${document.pick?.catalogueHash}.json`));
  return { text, document, keys, catalogue, evidence: evidenceWith(keys, catalogue) };
}

export async function keysOf(web: Web): Promise<readonly PublicKey[]> {
  return readKeyDocument(Buffer.from(await textAt(web, '/.well-known/verdicts-key.json'))).keys;
}

export function evidenceWith(keys: readonly PublicKey[], catalogue: Uint8Array | string): Evidence {
  return { keys, catalogue: async () => catalogue };
}

export function checkText(text: string, evidence: Evidence) {
  return checkDocument(Buffer.from(text), evidence);
}
