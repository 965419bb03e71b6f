import { type DueSlot, dueSlots } from '../issue/cron-slot.ts';
import { claimSlot, reclaimSlot, releaseSlot } from '../storage/issue/cron-runs.ts';
import { firstStartedAt } from '../storage/meta.ts';
import { pullCatalogue } from './catalogue/pull-catalogue.ts';
import type { Newsroom } from './newsroom.ts';
import { notifyEditors } from './notify-editors.ts';
import { pickWeek } from './pick-week.ts';

/** How far back a start looks for what it missed, ms: a pick older than this is next week's business. */
const LOOK_BACK_MS = 8 * 24 * 3_600_000;
/** A pick takes seconds: one that was claimed longer ago and left nothing was killed. */
const PICK_LOST_MS = 5 * 60_000;

/** Picks the weeks whose time to be picked has come. Also called at start, which is how a missed slot is caught up. */
export async function pickWhatIsDue(room: Newsroom, signal: AbortSignal): Promise<void> {
  const now = room.now();
  const since = Math.max(await firstStartedAt(room.store, now), now - LOOK_BACK_MS);
  for (const slot of dueSlots(room.schedule, since, now)) {
    if (slot.kind === 'pick' && !signal.aborted) await pickDue(room, slot, signal);
  }
}

async function pickDue(room: Newsroom, slot: DueSlot, signal: AbortSignal): Promise<void> {
  if ((await room.issues.find(slot.week)) !== null) return;
  // Before the slot is claimed: a process that is killed while it waits for a far server takes no claim with it.
  await pullCatalogue(room, { signal, joins: true }).catch(pullFault(room));
  if (!signal.aborted) await once(room, slot, () => pickWeekOf(room, slot));
}

/** The last good catalogue is there all the same. */
function pullFault(room: Newsroom): (error: unknown) => void {
  return error =>
    room.log.error({ err: error }, 'the catalogue could not be fetched; the last good one is used');
}

async function pickWeekOf(room: Newsroom, slot: DueSlot): Promise<void> {
  const outcome = await pickWeek(room, slot.week, 'schedule');
  if (outcome.kind === 'invalid_catalogue') throw new Error(outcome.message);
  if (outcome.kind === 'picked') await notifyEditors(room, outcome.issue, { about: 'picked' });
}

/**
 * Runs the pick of a slot, of which nothing is there yet, in exactly one process. Work that failed gives the slot back to be
 * tried again; that of a process that was killed is taken over.
 */
async function once(room: Newsroom, { kind, at }: DueSlot, work: () => Promise<void>): Promise<void> {
  const now = room.now();
  const isOurs =
    (await claimSlot(room.store, kind, at, now)) ||
    (await reclaimSlot(room.store, kind, at, { now, lostMs: PICK_LOST_MS }));
  if (!isOurs) return;
  try {
    await work();
  } catch (error) {
    await releaseSlot(room.store, kind, at);
    throw error;
  }
}
