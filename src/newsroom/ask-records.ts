import { deliveryTags, singleTag } from '../delivery/delivery-tag.ts';
import type { MailRecord } from '../delivery/mailers/evidence.ts';
import type { MailEvent } from '../feedback/mail-event.ts';
import {
  noteLook,
  seqsOf,
  type UnansweredBatch,
  unansweredBatches,
} from '../storage/delivery/record-looks.ts';
import { type Witness, witnessesOf } from '../storage/delivery/witnesses.ts';
import { keepEvents } from '../storage/feedback/mail-events.ts';
import type { Newsroom } from './newsroom.ts';
import { releaseUnseen } from './release-unseen.ts';
import { takeInEvents } from './take-in-events.ts';

const SOONEST_MS = 30_000;
const RAREST_MS = 3_600_000;
const PATIENCE_MS = 30_000;

/**
 * Asks the mail APIs that keep a record whether they have the mails of uncertain batches (docs/decisions/201). What is found
 * is taken in like an event. For the scheduler to call every minute: each batch is asked about soon, then ever more rarely.
 * @param options.issueId about this issue alone, and at once
 */
export async function askRecords(
  room: Newsroom,
  options: { readonly issueId?: number; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const { issueId, signal } = options;
  for (const batch of await unansweredBatches(room.store, issueId)) {
    if (signal?.aborted) return;
    const record = recordOf(room, batch);
    if (record && (issueId !== undefined || isTime(batch, room.now())))
      await askAbout(room, batch, record, signal);
  }
  if (issueId === undefined) await releaseUnseen(room);
}

/** Null for a mailer without one, and for mails that another account was given. */
function recordOf(room: Newsroom, { provider, account }: UnansweredBatch): MailRecord | null {
  const mailer = room.mailers.find(each => each.mailer.name === provider)?.mailer;
  return account === (mailer?.account ?? '') ? (mailer?.evidence.record ?? null) : null;
}

function isTime({ lookedAt, givenUpAt }: UnansweredBatch, now: number): boolean {
  if (lookedAt === null || lookedAt > now) return true;
  return now - lookedAt >= Math.min(RAREST_MS, Math.max(SOONEST_MS, lookedAt - givenUpAt));
}

async function askAbout(
  room: Newsroom,
  batch: UnansweredBatch,
  record: MailRecord,
  ending?: AbortSignal,
): Promise<void> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const signal = ending ? AbortSignal.any([ending, patience]) : patience;
  const ask = (deliveries: readonly string[], since: number) => record.find({ deliveries, since, signal });
  // First: what the record shows of later mails tells how far it has come.
  const reaches = await isUpToDate(room, batch, ask);
  const tags = new Map((await seqsOf(room.store, batch)).map(seq => [tagOf(room, batch.issueId, seq), seq]));
  const findings = await ask([...tags.keys()], batch.unclearSince);
  const now = room.now();
  if (findings.kind === 'no_answer') {
    room.log.info(
      { week: batch.week, batch: batch.n, why: findings.why },
      'the mail API’s record gave no answer',
    );
    return noteLook(room.store, batch, { now, isUnseen: batch.unseenAt !== null });
  }
  const found = [...findings.taken].flatMap(([tag, providerId]): MailEvent[] => {
    const seq = tags.get(tag);
    return seq === undefined ? [] : [recorded({ issueId: batch.issueId, seq, providerId, tag, now })];
  });
  if (found.length > 0) {
    await keepEvents(room.store, found, now);
    await takeInEvents(room);
  }
  await noteLook(room.store, batch, { now, isUnseen: reaches });
}

/** Whether the record has a mail from before the batch and one from after it. */
async function isUpToDate(
  room: Newsroom,
  batch: UnansweredBatch,
  ask: (deliveries: readonly string[], since: number) => ReturnType<MailRecord['find']>,
): Promise<boolean> {
  const witnesses = await witnessesOf(room.store, batch);
  if (!witnesses) return false;
  for (const witness of [witnesses.before, witnesses.after]) {
    const tag = tagOfWitness(room, witness);
    const findings = await ask([tag], 0);
    if (findings.kind === 'no_answer' || !findings.taken.has(tag)) return false;
  }
  return true;
}

function tagOf({ installationId }: Newsroom, issueId: number, seq: number): string {
  return deliveryTags({ installationId, issueId }) + seq;
}

function tagOfWitness(room: Newsroom, witness: Witness): string {
  return witness.kind === 'delivery'
    ? tagOf(room, witness.issueId, witness.seq)
    : singleTag(room.installationId, witness.id);
}

interface Found {
  readonly issueId: number;
  readonly seq: number;
  readonly providerId: string;
  readonly tag: string;
  readonly now: number;
}

function recorded({ issueId, seq, providerId, tag, now }: Found): MailEvent {
  return {
    source: 'record',
    eventId: `record:${tag}`,
    type: 'record.found',
    at: now,
    providerId,
    subject: { kind: 'delivery', issueId, seq },
    body: '{}',
  };
}
