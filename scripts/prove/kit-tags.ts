import { deliveryTags } from '../../src/delivery/delivery-tag.ts';
import type { MailRecord } from '../../src/delivery/mailers/evidence.ts';
import { WEEK } from './approved-issue.ts';
import { deliveriesWithBatches } from './deliveries-with-batches.ts';
import type { KitMail } from './kit.ts';
import type { KitAtWork } from './kit-provider.ts';
import type { Stage } from './stage.ts';

const PATIENCE_MS = 30_000;

/**
 * Why evidence could not tell what was taken: tags that did not arrive, or a record that does not know the mails. Said before
 * anybody is released on its word, since of that only doubles would be seen.
 */
export async function whyNobodyCanTell(stage: Stage, { mailer, standIn }: KitAtWork): Promise<string[]> {
  const members = await membersOf(stage);
  const taken = await standIn.taken();
  const stray = taken.filter(mail => mail.delivery !== members.get(mail.to)?.tag);
  const { record } = mailer.evidence;
  return [
    ...stray.map(
      ({ to, delivery }) => `${to} came with the delivery tag “${delivery}”, not “${members.get(to)?.tag}”`,
    ),
    ...(record && stray.length === 0 ? await whatRecordLacks(record, taken, members) : []),
  ];
}

interface Member {
  readonly tag: string;
  readonly batch: number | null;
}

async function membersOf({ editor, store }: Stage): Promise<Map<string, Member>> {
  const issue = await editor.room.issues.find(WEEK);
  if (!issue) throw new Error(`The issue of ${WEEK} is gone.`);
  const begin = deliveryTags({ installationId: editor.room.installationId, issueId: issue.id });
  const rows = await deliveriesWithBatches(store, issue.id).select(['d.seq', 'd.email', 'b.n']).execute();
  return new Map(rows.map(({ seq, email, n }) => [email, { tag: begin + seq, batch: n }]));
}

/** As it is asked in earnest: one batch's mails at a time. */
async function whatRecordLacks(
  record: MailRecord,
  taken: readonly KitMail[],
  members: ReadonlyMap<string, Member>,
): Promise<string[]> {
  const lacking: string[] = [];
  for (const mails of Map.groupBy(taken, ({ to }) => members.get(to)?.batch).values()) {
    const deliveries = [...new Set(mails.map(({ delivery }) => delivery))];
    const findings = await record.find({ deliveries, since: 0, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (findings.kind === 'no_answer') return [`the record gives no answer: ${findings.why}`];
    const missing = mails.filter(({ delivery }) => !findings.taken.has(delivery));
    lacking.push(...missing.map(({ to }) => `${to} was taken, and the record does not find that mail`));
  }
  return lacking;
}
