import type { Issue } from '../../issue/issue.ts';
import { lastSettledAt, type SettledSlice, settledSlices } from '../../storage/delivery/send-course.ts';
import type { Newsroom } from '../newsroom.ts';
import { ledgerOf } from '../status.ts';

/** How an issue went out: what was handed over from one instant to the next, and how many were left then. */
export interface SendCourse {
  /** When the batches were ready, epoch ms. */
  readonly from: number;
  readonly sliceMs: number;
  /** In the order of time, without a gap. */
  readonly slices: readonly CourseSlice[];
  readonly handed: number;
  /** Now. */
  readonly left: number;
}

interface CourseSlice {
  readonly handed: number;
  /** When the slice ends. */
  readonly left: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Round lengths, so that a slice can be named by the clock. */
const LENGTHS = [
  ...[1, 2, 5, 10, 15, 30].map(count => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map(count => count * MINUTE),
  ...[1, 2, 3, 6, 12, 24].map(count => count * HOUR),
];
const MOST_SLICES = 48;

/** Null while nothing has been settled. Reads only. */
export async function sendCourse(room: Newsroom, issue: Issue): Promise<SendCourse | null> {
  const last = await lastSettledAt(room.store, issue.id);
  if (issue.batchedAt === null || last === null) return null;
  const to = issue.state === 'sending' ? room.now() : last;
  const sliceMs = sliceFor(to - issue.batchedAt);
  const settled = await settledSlices(room.store, issue.id, { from: issue.batchedAt, sliceMs });
  const { pending } = await ledgerOf(room, issue);
  return courseFrom(settled, { from: issue.batchedAt, to, sliceMs, pending });
}

/** The shortest of the round lengths with which it takes no more slices than can be told apart. */
export function sliceFor(spanMs: number): number {
  const fits = LENGTHS.find(length => Math.floor(spanMs / length) < MOST_SLICES);
  return fits ?? Math.ceil(spanMs / MOST_SLICES / HOUR) * HOUR;
}

/** Reckons what was left backwards from what is left now. A slice before the first or after the last is a wrong clock's. */
export function courseFrom(
  settled: readonly SettledSlice[],
  {
    from,
    to,
    sliceMs,
    pending,
  }: { readonly from: number; readonly to: number; readonly sliceMs: number; readonly pending: number },
): SendCourse {
  const count = Math.max(1, Math.floor((to - from) / sliceMs) + 1);
  const handed = Array.from({ length: count }, () => 0);
  const members = Array.from({ length: count }, () => 0);
  for (const slice of settled) {
    const at = Math.min(count - 1, Math.max(0, slice.index));
    handed[at] = (handed[at] ?? 0) + slice.handed;
    members[at] = (members[at] ?? 0) + slice.members;
  }
  const slices: CourseSlice[] = [];
  let left = pending;
  for (let at = count - 1; at >= 0; at -= 1) {
    slices.unshift({ handed: handed[at] ?? 0, left });
    left += members[at] ?? 0;
  }
  return { from, sliceMs, slices, handed: handed.reduce((sum, one) => sum + one, 0), left: pending };
}
