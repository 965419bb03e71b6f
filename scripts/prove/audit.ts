import { buildLedger, sums } from '../../src/delivery/ledger.ts';
import type { Store } from '../../src/storage/database.ts';
import { tallyBatches } from '../../src/storage/delivery/batches.ts';
import { hasUnmappedIds, mapNextIds } from '../../src/storage/delivery/provider-map.ts';
import type { ShownMail, Ledger as Taken } from '../stand-in/ledger.ts';
import { deliveriesWithBatches } from './deliveries-with-batches.ts';
import { wrongWords } from './words.ts';

/** What two ledgers say about one issue: ours and the mail API's. */
export interface Audit {
  readonly audience: number;
  readonly submitted: number;
  readonly suppressed: number;
  readonly rejected: number;
  readonly uncertain: number;
  /** Uncertain though an answer could be had. */
  readonly unexplained: readonly string[];
  /** Rejected though nobody has refused this very reader. */
  readonly wronglyRejected: readonly string[];
  /** Belonged in the audience and the API never took it, though nobody has recorded why. */
  readonly lost: readonly string[];
  /** Taken more than once. */
  readonly doubled: readonly string[];
  /** One ledger says something else than the other, one line each. */
  readonly disagreements: readonly string[];
  readonly sums: boolean;
  readonly state: string;
  /** Attempts beyond the first, over all batches. */
  readonly retries: number;
}

interface Member {
  readonly seq: number;
  readonly email: string;
  readonly fate: string;
}

/** What was done to the readers of a round. */
export interface Readers {
  /** Everybody who belonged in the audience at its instant. */
  readonly belonging: readonly string[];
  /**
   * Those of them who left while it went out: by the freeze's rule who leaves before the rows are written is left out of
   * the audience, not lost.
   */
  readonly left: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  /** Whether what happened can have left open what became of this reader's mail. */
  readonly mayBeUncertain: (email: string) => boolean;
}

/**
 * Compares, reader by reader.
 * @param asTaken what the way to the provider leaves of a mail's parts
 */
export async function audit(
  store: Store,
  week: string,
  readers: Readers,
  { taken, asTaken }: { readonly taken: Taken; readonly asTaken: (parts: ShownMail) => ShownMail },
): Promise<Audit> {
  const { belonging, left } = readers;
  const issue = await store.db
    .selectFrom('issues')
    .select(['id', 'state', 'audience'])
    .where('week', '=', week)
    .executeTakeFirstOrThrow();
  const members = await membersOf(store, issue.id);
  const byEmail = new Map(members.map(member => [member.email, member]));
  const times = (email: string) => taken.addresses[email] ?? 0;
  const ledger = buildLedger(issue.audience ?? 0, await tallyBatches(store, issue.id));
  return {
    audience: ledger.audience,
    submitted: ledger.submitted,
    suppressed: ledger.suppressed,
    rejected: ledger.rejected,
    uncertain: ledger.uncertain,
    unexplained: emailsOf(members, 'uncertain').filter(email => !readers.mayBeUncertain(email)),
    wronglyRejected: emailsOf(members, 'rejected').filter(email => !readers.refused.has(email)),
    lost: belonging.filter(email => {
      const fate = byEmail.get(email)?.fate ?? (left.has(email) ? 'left' : 'nowhere');
      return times(email) === 0 && ['nowhere', 'pending', 'submitting', 'submitted'].includes(fate);
    }),
    doubled: Object.keys(taken.addresses).filter(email => times(email) > 1),
    disagreements: [
      ...disagreements(readers, members, times),
      ...(await wrongIds(store, issue.id, members, taken)),
      ...(await wrongWords(store, { id: issue.id, week }, taken, asTaken)),
    ],
    sums: sums(ledger) && ledger.audience === members.length && ledger.pending === 0,
    state: issue.state,
    retries: await retriesOf(store, issue.id),
  };
}

/** A member's own mark counts, then the batch's state. */
async function membersOf(store: Store, issueId: number): Promise<Member[]> {
  const rows = await deliveriesWithBatches(store, issueId)
    .select(['d.seq', 'd.email', 'd.status', 'b.state'])
    .orderBy('d.seq')
    .execute();
  const own = ['', 'suppressed', 'rejected'];
  return rows.map(row => ({
    seq: row.seq,
    email: row.email,
    fate: own[row.status] || (row.state ?? 'nowhere'),
  }));
}

function emailsOf(members: readonly Member[], fate: string): string[] {
  return members.filter(member => member.fate === fate).map(({ email }) => email);
}

function disagreements(
  { belonging, mayBeUncertain }: Readers,
  members: readonly Member[],
  times: (email: string) => number,
): string[] {
  const invited = new Set(belonging);
  const seqs = new Set(members.map(member => member.seq));
  return [
    ...members
      .filter(({ email, fate }) => ['suppressed', 'rejected'].includes(fate) && times(email) > 0)
      .filter(({ email }) => !mayBeUncertain(email))
      .map(({ email, fate }) => `${email} was taken and is recorded as ${fate}`),
    ...members.filter(({ email }) => !invited.has(email)).map(({ email }) => `${email} did not belong`),
    ...(seqs.size === members.length ? [] : ['a delivery belongs to two batches']),
  ];
}

/** Webhooks find a delivery by the provider's id: each must lead to the very mail the API took under it. */
async function wrongIds(store: Store, issueId: number, members: readonly Member[], taken: Taken) {
  while (await hasUnmappedIds(store)) await mapNextIds(store);
  const rows = await store.db
    .selectFrom('provider_map')
    .select(['provider_id', 'seq'])
    .where('issue_id', '=', issueId)
    .execute();
  const emailOf = new Map(members.map(member => [member.seq, member.email]));
  const toOf = new Map(taken.mails.map(mail => [mail.id, mail.to[0]]));
  const wrong = rows.filter(row => toOf.get(row.provider_id) !== emailOf.get(row.seq));
  const mapped = new Set(rows.map(row => row.seq));
  const unmapped = members.filter(member => member.fate === 'submitted' && !mapped.has(member.seq));
  return [
    ...wrong.map(row => `${emailOf.get(row.seq)} has the id of ${toOf.get(row.provider_id) ?? 'nobody'}`),
    ...unmapped.map(member => `${member.email} has no id`),
  ];
}

async function retriesOf(store: Store, issueId: number): Promise<number> {
  const rows = await store.db
    .selectFrom('batches')
    .select('attempts')
    .where('issue_id', '=', issueId)
    .execute();
  return rows.reduce((sum, row) => sum + Math.max(0, row.attempts - 1), 0);
}
