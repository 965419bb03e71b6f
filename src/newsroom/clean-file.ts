import { type FileSweep, sweepFile } from '../storage/file-sweep.ts';
import type { Newsroom } from './newsroom.ts';

const MEGABYTE = 1024 ** 2;
/** What is rewritten while others wait for it, or for the end: a second or a few. */
const MOST_BYTES = { 'while running': 32 * MEGABYTE, 'at the end': 128 * MEGABYTE } as const;
/** A file so large that whoever waits should know for what. */
const TOLD_BYTES = 32 * MEGABYTE;
/** How often while the program runs, ms. */
const EVERY_MS = 3_600_000;

type Parts = Pick<Newsroom, 'store' | 'log' | 'now'>;

/**
 * Before a server begins: whatever its size, the file is rewritten if anybody was erased since, or if an earlier version may
 * have left bytes behind. A fault is told and keeps nothing else from going on.
 */
export async function cleanFileAtStart(room: Parts): Promise<void> {
  const sweep = await sweptOrTold(room, { mostBytes: Number.POSITIVE_INFINITY });
  if (sweep?.kind === 'being_sent' || sweep?.kind === 'busy') room.log.info({ ...sweep }, POSTPONED);
}

/** Every now and then while it runs, and when it ends: as long as the file is small enough. */
export async function cleanFile(room: Parts, when: keyof typeof MOST_BYTES): Promise<void> {
  const since = when === 'while running' ? { since: room.now() - EVERY_MS } : {};
  const sweep = await sweptOrTold(room, { mostBytes: MOST_BYTES[when], ...since });
  if (when === 'at the end' && sweep && POSTPONES.has(sweep.kind)) room.log.info({ ...sweep }, POSTPONED);
}

const POSTPONES = new Set<FileSweep['kind']>(['being_sent', 'busy', 'large']);
const POSTPONED =
  'bytes of what was deleted may stand in free space of the database file; the next start rewrites it';

async function sweptOrTold(
  room: Parts,
  options: { readonly mostBytes: number; readonly since?: number },
): Promise<FileSweep | null> {
  const begun = room.now();
  try {
    const onBegin = (bytes: number) => {
      if (bytes > TOLD_BYTES)
        room.log.info({ bytes }, 'the database file is rewritten now; other writers wait');
    };
    const sweep = await sweepFile(room.store, { ...options, now: begun, onBegin });
    if (sweep.kind === 'swept' && sweep.bytes > MEGABYTE)
      room.log.info({ bytes: sweep.bytes, ms: room.now() - begun }, 'the database file was rewritten');
    return sweep;
  } catch (error) {
    room.log.error({ err: error }, 'the database file could not be rewritten; is there room on the disk?');
    return null;
  }
}
