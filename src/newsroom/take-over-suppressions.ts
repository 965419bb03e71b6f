import type { KeptBack } from '../delivery/mailers/kept-back.ts';
import { lastConfirmedAt } from '../storage/audience/consents.ts';
import { readersAmong, suppress } from '../storage/audience/suppressions.ts';
import type { Newsroom } from './newsroom.ts';

const PATIENCE_MS = 60_000;

/**
 * Readers whom a mail API itself mails no more are not mailed by us either: else each issue is refused to them again. Of
 * anybody else on its list nothing is kept. Safe to kill and to repeat.
 * @returns how many were suppressed now
 */
export async function takeOverSuppressions(room: Newsroom, ending?: AbortSignal): Promise<number> {
  let suppressed = 0;
  for (const { mailer } of room.mailers) {
    if (!mailer.keptBack) continue;
    const patience = AbortSignal.timeout(PATIENCE_MS);
    const list = await mailer.keptBack(ending ? AbortSignal.any([ending, patience]) : patience);
    if (list.kind === 'no_answer') {
      room.log.info({ mailer: mailer.name, why: list.why }, 'the mail API’s suppressions could not be read');
      continue;
    }
    const byAddress = new Map(list.addresses.map(entry => [entry.email, entry]));
    for (const email of await readersAmong(room.store, [...byAddress.keys()])) {
      const entry = byAddress.get(email);
      if (entry && (await takeOver(room, entry))) suppressed += 1;
    }
  }
  if (suppressed > 0) room.log.info({ suppressed }, 'readers whom the mail API mails no more are suppressed');
  return suppressed;
}

/** A bounce from before a reader has confirmed the address is outlived: a mail arrived there since. */
async function takeOver(room: Newsroom, { email, reason, detail, since }: KeptBack): Promise<boolean> {
  if (reason === 'hard_bounce' && since < (await lastConfirmedAt(room.store, email))) return false;
  const at = since === 0 ? room.now() : since;
  return (await suppress(room.store, { email, reason, detail, at })) === 'suppressed';
}

const HOUR_MS = 3_600_000;

/** The same at most once an hour, for whoever calls every minute. */
export function suppressionWatch(room: Newsroom, signal: AbortSignal): () => Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = room.ticks();
    if (now - last < HOUR_MS) return;
    last = now;
    await takeOverSuppressions(room, signal);
  };
}
