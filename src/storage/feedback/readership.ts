import { sql } from 'kysely';
import { factOf } from '../../feedback/fact-of.ts';
import { judgeVisits } from '../../feedback/machine.ts';
import type { Visit } from '../../feedback/mail-event.ts';
import type { Store } from '../database.ts';

/** Who read an issue, as far as opens and clicks tell: people and machines kept apart. */
export interface Readership {
  /** Readers, each counted once. */
  readonly peopleOpened: number;
  readonly peopleClicked: number;
  /** Visits. */
  readonly machineOpens: number;
  readonly machineClicks: number;
  /** Of people and machines together, as reported. */
  readonly clicks: number;
}

/** Deliveries whose visits are read at a time. */
const CHUNK = 500;

/**
 * Runs today's rules over the stored events of an issue: nothing about people and machines is stored, so a better rule
 * applies to the past as well.
 */
export async function readershipOf(store: Store, issueId: number): Promise<Readership> {
  const total = { peopleOpened: 0, peopleClicked: 0, machineOpens: 0, machineClicks: 0, clicks: 0 };
  for await (const delivery of visitedDeliveries(store, issueId)) {
    const { peopleOpened, peopleClicked, machineOpens, machineClicks } = judgeVisits(delivery);
    total.peopleOpened += Number(peopleOpened);
    total.peopleClicked += Number(peopleClicked);
    total.machineOpens += machineOpens;
    total.machineClicks += machineClicks;
    total.clicks += delivery.clicks.length;
  }
  return total;
}

/** Deliveries of an issue that were opened or clicked, as far as the mail API reports it, with all that is known of their visits. */
export async function* visitedDeliveries(store: Store, issueId: number): AsyncGenerator<VisitedDelivery> {
  let after = 0;
  for (;;) {
    const seqs = await visitedAfter(store, issueId, after);
    const last = seqs.at(-1);
    if (last === undefined) return;
    yield* await visitsOf(store, issueId, seqs);
    after = last;
  }
}

const VISITS = ['email.opened', 'email.clicked'];

async function visitedAfter(store: Store, issueId: number, after: number): Promise<number[]> {
  const rows = await store.db
    .selectFrom('mail_events')
    .select('seq')
    .distinct()
    .where('issue_id', '=', issueId)
    .where('seq', '>', after)
    // Spelt out, not bound: only so does SQLite see that the partial index fits.
    .where(sql<boolean>`type in ('email.opened', 'email.clicked')`)
    .orderBy('seq')
    .limit(CHUNK)
    .execute();
  return rows.flatMap(({ seq }) => (seq === null ? [] : [seq]));
}

export interface VisitedDelivery {
  readonly seq: number;
  /** Epoch ms; null where it is not known. */
  arrivedAt: number | null;
  readonly opens: Visit[];
  readonly clicks: Visit[];
}

async function visitsOf(
  store: Store,
  issueId: number,
  seqs: readonly number[],
): Promise<Iterable<VisitedDelivery>> {
  const rows = await store.db
    .selectFrom('mail_events')
    .select([
      'seq',
      'source',
      'type',
      'at',
      sql<string>`case when type in ('email.opened', 'email.clicked') then body else '' end`.as('body'),
    ])
    .where('issue_id', '=', issueId)
    .where('seq', 'in', seqs)
    .where('type', 'in', [...VISITS, 'email.sent', 'email.delivered'])
    // Of the times a mail was submitted and delivered the last one read counts: delivered, and of those the first.
    .orderBy(sql`case type when 'email.sent' then 0 else 1 end`)
    .orderBy('at', 'desc')
    .execute();
  const deliveries = new Map<number, VisitedDelivery>();
  for (const row of rows) {
    if (row.seq === null) continue;
    const delivery = deliveries.get(row.seq) ?? { seq: row.seq, arrivedAt: null, opens: [], clicks: [] };
    deliveries.set(row.seq, delivery);
    const fact = factOf(row.source, row);
    if (fact.kind === 'opened') delivery.opens.push(fact.visit);
    else if (fact.kind === 'clicked') delivery.clicks.push(fact.visit);
    else delivery.arrivedAt = row.at;
  }
  return deliveries.values();
}
