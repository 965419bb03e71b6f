import { setImmediate } from 'node:timers/promises';
import { correctionDedupe, correctionPrefix, fillCorrection } from '../../newsroom/going/correction-mails.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { readCompiledMail } from '../../render/compiled-mail.ts';
import {
  dropLeavers,
  moveQueue,
  unsettledCorrections,
  wrongReaders,
} from '../../storage/delivery/correction-queue.ts';
import {
  type Correction,
  type CorrectionApproval,
  openCorrections,
} from '../../storage/delivery/corrections.ts';
import { singleMailStore } from '../../storage/delivery/single-mails.ts';
import { inTransaction } from '../../storage/transaction.ts';

/** Mails queued in one transaction, and most that wait at any time: their bytes are kept only while they do. */
const CHUNK = 100;

/**
 * Queues the mails of approved corrections, a chunk at a time and only as fast as they leave. Safe to kill, to repeat and
 * for several processes at once: how far it came is kept in the transaction that queues the mails, and the same reader is
 * one row however often.
 */
export async function queueCorrections(room: Newsroom, signal: AbortSignal): Promise<void> {
  for (const correction of await openCorrections(room.store)) {
    await dropLeavers(room.store, correction, correctionPrefix(correction.week));
    if (correction.state === 'queued') continue;
    const { open } = await unsettledCorrections(room.store, correction.week);
    if (signal.aborted || open >= CHUNK) continue;
    await queueChunk(room, correction);
    await setImmediate();
  }
}

type OpenCorrection = Correction & { readonly week: string; readonly approval: CorrectionApproval };

async function queueChunk(room: Newsroom, correction: OpenCorrection): Promise<void> {
  const mail = readCompiledMail(correction.approval.mail);
  const { issueId, week, queuedSeq } = correction;
  await inTransaction(room.store, async trx => {
    const readers = await wrongReaders(trx, issueId, { after: queuedSeq, limit: CHUNK });
    const isLast = readers.length < CHUNK;
    const kept = readers.flatMap(({ subscriberId, address }) =>
      address === null ? [] : [{ subscriberId, address }],
    );
    const moved = await moveQueue(trx, issueId, {
      from: queuedSeq,
      to: readers.at(-1)?.seq ?? queuedSeq,
      queued: kept.length,
      leftOut: readers.length - kept.length,
      finishedAt: isLast ? room.now() : null,
    });
    if (!moved) return;
    const queue = singleMailStore(trx);
    for (const { subscriberId, address } of kept) {
      const { subject, html, text, headers } = fillCorrection(room, mail, subscriberId);
      await queue.enqueue(
        {
          kind: 'correction',
          dedupe: correctionDedupe(week, subscriberId),
          to: address,
          week,
          subject,
          html,
          text,
          headers,
        },
        room.now(),
      );
    }
  });
}
