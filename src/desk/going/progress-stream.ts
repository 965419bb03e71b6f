import { streamSSE } from 'hono/streaming';
import type { WebDeps } from '../../web/web-deps.ts';
import { DESK_ANSWER, type DeskContext } from '../desk-env.ts';
import { readDeskCookie } from '../door/desk-cookies.ts';
import type { Progress } from './progress.ts';
import type { ProgressFeed, Watcher } from './progress-feed.ts';
import { progressWords } from './progress-words.ts';

/** Looks after which it is asked again whether the editor is still signed in. */
const RECHECK_EVERY = 5;

/** Whether anything can still change by itself. */
export function isLive(progress: Progress | null): boolean {
  return progress !== null && progress.issue.state === 'sending';
}

/**
 * The numbers of one issue as they change, until it rests, the client leaves or the editor is no longer signed in. 204 when
 * there is nothing to watch: a browser then stops asking.
 */
export async function progressStream(
  context: DeskContext,
  deps: WebDeps,
  feed: ProgressFeed,
): Promise<Response> {
  const week = context.req.param('week') ?? '';
  const now = await deps.desk.going.progress(week);
  if (!isLive(now)) return context.body(null, 204, DESK_ANSWER);
  const watcher = feed.join(week);
  if (watcher === null) {
    return context.text('Too many watch already; load the page again instead.\n', 503, {
      ...DESK_ANSWER,
      'Retry-After': '30',
    });
  }
  const isSignedIn = async () =>
    (await deps.desk.door.editorAt(
      readDeskCookie(context, 'desk'),
      context.req.header('user-agent') ?? '',
    )) !== null;
  for (const [name, value] of Object.entries(DESK_ANSWER)) context.header(name, value);
  // Proxies that collect an answer before they pass it on would make it anything but live.
  context.header('X-Accel-Buffering', 'no');
  return streamSSE(context, async stream => {
    stream.onAbort(() => watcher.leave());
    try {
      await tell(watcher, { stream, zone: deps.publication.timezone, isSignedIn });
    } finally {
      watcher.leave();
    }
  });
}

type EventStream = Parameters<Parameters<typeof streamSSE>[1]>[0];

async function tell(
  watcher: Watcher,
  { stream, zone, isSignedIn }: { stream: EventStream; zone: string; isSignedIn: () => Promise<boolean> },
): Promise<void> {
  for (let looks = 1; !stream.aborted; looks += 1) {
    const progress = await watcher.next();
    if (progress === null || stream.aborted) return;
    if (looks % RECHECK_EVERY === 0 && !(await isSignedIn())) break;
    await stream.writeSSE({ event: 'progress', data: JSON.stringify(progressWords(progress, zone)) });
    if (!isLive(progress)) break;
  }
  // The page loads itself again: to see how it ended, or to be led to the sign-in.
  await stream.writeSSE({ event: 'end', data: '' });
}
