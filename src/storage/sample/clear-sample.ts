import { issueSubject, subscriberSubject } from '../../webhooks/outgoing-event.ts';
import { erase } from '../audience/erasures.ts';
import type { Store } from '../database.ts';
import { changePages } from '../issue/pages-version.ts';
import { holdAudience, inTransaction } from '../transaction.ts';
import { forgetEventsAbout } from '../webhooks/outgoing-events.ts';
import { type SampleData, sampleIssues, sampleReaders, setSampleState } from './sample-data.ts';

export type ClearOutcome =
  | ({ readonly kind: 'cleared' } & SampleData)
  | { readonly kind: 'nothing' }
  /** A batch of this week is on its way this instant. */
  | { readonly kind: 'under way'; readonly week: string };

/**
 * Takes the sample readers and the issues of the sample run out of a database, with everything that hangs on them. Readers
 * who got a real issue as well are erased instead: its ledger must go on summing.
 */
export async function clearSample(store: Store, now: number): Promise<ClearOutcome> {
  const outcome = await inTransaction(store, async trx => {
    await holdAudience(trx, 'exclusive');
    const [issues, readers] = [await sampleIssues(trx), await sampleReaders(trx)];
    const week = await weekUnderWay(trx, issues, now);
    if (week !== null) return { kind: 'under way', week } as const;
    for (const issue of issues) await deleteIssue(trx, issue);
    const kept = await deleteReaders(trx, readers);
    await setSampleState(trx, 'cleared');
    await changePages(trx);
    return { kind: 'cleared', readers, weeks: issues.map(issue => issue.week), kept } as const;
  });
  if (outcome.kind !== 'cleared') return outcome;
  // Each in transactions of its own.
  for (const email of outcome.kept) await erase(store, email, now);
  const { readers, weeks } = outcome;
  return readers.length === 0 && weeks.length === 0
    ? { kind: 'nothing' }
    : { kind: 'cleared', readers: readers.length, weeks };
}

interface Issue {
  readonly id: number;
  readonly week: string;
}

async function weekUnderWay({ db }: Store, issues: readonly Issue[], now: number): Promise<string | null> {
  for (const { id, week } of issues) {
    const batch = await db
      .selectFrom('batches')
      .select('n')
      .where('issue_id', '=', id)
      .where('state', '=', 'submitting')
      .where('lease_until', '>', now)
      .executeTakeFirst();
    if (batch) return week;
  }
  return null;
}

/** Every table with a column `issue_id`; a test compares it with the schema. */
export const TABLES_OF_AN_ISSUE = [
  'pairings',
  'frozen_mails',
  'mail_templates',
  'deliveries',
  'batches',
  'cohorts',
  'cohort_zones',
  'subject_trials',
  'provider_map',
  'mail_events',
  'outcomes',
  'issue_outcomes',
  'ballots',
  'vote_flags',
  'approvals',
  'approved_mails',
  'link_answers',
  'go_links',
  'corrections',
  'issue_reports',
  'refusals',
  'pick_records',
  'issue_changes',
] as const;

async function deleteIssue(store: Store, { id, week }: Issue): Promise<void> {
  const { db } = store;
  await forgetEventsAbout(store, issueSubject(week));
  for (const table of TABLES_OF_AN_ISSUE) await db.deleteFrom(table).where('issue_id', '=', id).execute();
  for (const table of ['activity', 'single_mails'] as const)
    await db.deleteFrom(table).where('week', '=', week).execute();
  await db.deleteFrom('issues').where('id', '=', id).execute();
}

/** @returns the addresses of those who stand in the ledger of another issue: they are still there */
async function deleteReaders(
  store: Store,
  readers: readonly { readonly id: number; readonly email: string }[],
): Promise<string[]> {
  const { db } = store;
  const kept: string[] = [];
  for (const { id, email } of readers) {
    const elsewhere = await db
      .selectFrom('deliveries')
      .select('seq')
      .where('subscriber_id', '=', id)
      .executeTakeFirst();
    if (elsewhere) {
      kept.push(email);
      continue;
    }
    for (const table of ['consents', 'signup_addresses', 'ballots'] as const)
      await db.deleteFrom(table).where('subscriber_id', '=', id).execute();
    await forgetEventsAbout(store, subscriberSubject(id));
    await db.deleteFrom('suppressions').where('email', '=', email).execute();
    await db.deleteFrom('single_mails').where('to_email', '=', email).execute();
    await db.deleteFrom('subscribers').where('id', '=', id).execute();
  }
  return kept;
}
