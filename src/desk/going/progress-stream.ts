import { streamSSE } from 'hono/streaming';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { openSession } from '../../storage/desk/desk-sessions.ts';
import type { DeskContext } from '../desk-env.ts';
import { DESK_ANSWER } from '../visit.tsx';
import { type Progress, progressOf } from './progress.ts';
import type { ProgressFeed, Watcher } from './progress-feed.ts';
import { progressWords } from './progress-words.ts';

/** Looks after which it is asked again whether the editor is still signed in. */
const RECHECK_EVERY = 5;

/** Whether anything can change by itself this minute. */
export function isLive(progress: Progress | null): boolean {
  if (progress === null) return false;
  return progress.kind === 'before' ? progress.isDue : progress.issue.state === 'sending';
}

/**
 * The numbers of one issue as they change, until it rests, the client leaves or the editor is no longer signed in. 204 when
 * there is nothing to watch: a browser then stops asking. With `?page=` it says how far the page that asks has come: one that
 * was made before the send is told to load itself again once there is more to show.
 */
export async function progressStream(
  room: PublicRoom,
  context: DeskContext,
  feed: ProgressFeed,
): Promise<Response> {
  const week = context.req.param('week') ?? '';
  const page = context.req.query('page') ?? '';
  const now = await progressOf(room, week);
  if (!isLive(now) && page === '') return context.body(null, 204, DESK_ANSWER);
  const watcher = feed.join(week);
  if (watcher === null) {
    return context.text('Too many are watching already; reload the page instead.\n', 503, {
      ...DESK_ANSWER,
      'Retry-After': '30',
    });
  }
  const { sessionId } = context.get('editor');
  const isSignedIn = async () => (await openSession(room.store, sessionId, room.now())) !== null;
  for (const [name, value] of Object.entries(DESK_ANSWER)) context.header(name, value);
  // Proxies that collect an answer before they pass it on would make it anything but live.
  context.header('X-Accel-Buffering', 'no');
  return streamSSE(context, async stream => {
    stream.onAbort(() => watcher.leave());
    try {
      await tell(watcher, { stream, room, page, isSignedIn });
    } finally {
      watcher.leave();
    }
  });
}

type EventStream = Parameters<Parameters<typeof streamSSE>[1]>[0];

async function tell(
  watcher: Watcher,
  {
    stream,
    room,
    page,
    isSignedIn,
  }: { stream: EventStream; room: PublicRoom; page: string; isSignedIn: () => Promise<boolean> },
): Promise<void> {
  for (let looks = 1; !stream.aborted; looks += 1) {
    const progress = await watcher.next();
    if (progress === null || stream.aborted) return;
    if (looks % RECHECK_EVERY === 0 && !(await isSignedIn())) break;
    const words = progressWords(progress, room.publication.timezone, room.now());
    await stream.writeSSE({ event: 'progress', data: JSON.stringify(words) });
    if (!isLive(progress) || (page === 'before' && progress.kind !== 'before')) break;
  }
  // The page loads itself again: to see how it ended, what there is now, or to be led to the sign-in.
  await stream.writeSSE({ event: 'end', data: '' });
}
