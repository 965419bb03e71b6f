import type { Agent, Dispatcher } from 'undici';
import { type Answer, answerOf } from '../../webhooks/answer.ts';
import type { SignedPost } from '../../webhooks/signed-post.ts';
import { faultInWords, privateAddressIn } from '../link-client.ts';
import { publicLookup, type Reach, refusePrivateHost } from '../private-address.ts';

/** One try may take so long, its answer's head included, ms. */
const TIMEOUT_MS = 15_000;
/** What an endpoint says beside its status is read up to here, so that the connection can be used again, and forgotten. */
const LONGEST_ANSWER = 16_384;
/** For that, ms. */
const REST_MS = 1_000;
/** At once to one endpoint. */
export const POSTS_AT_ONCE = 8;

/** How events get out. Whatever comes back, or does not, is an answer: never throws. */
export interface EventPoster {
  /** @param signal we are ending */
  post(url: string, post: SignedPost, limits: PostLimits): Promise<Answer>;
  close(): Promise<void>;
}

interface PostLimits {
  readonly signal: AbortSignal;
  /** Epoch ms. */
  readonly now: () => number;
}

/**
 * Posts to public addresses alone, judged at the very connection, so that no name leads to one address when it is looked up and
 * to another when it is used; never to where a redirect leads.
 * @param reach what may be asked beside public addresses
 * @param timeoutMs of one try; as above when absent
 */
export function openEventPoster({
  reach,
  timeoutMs = TIMEOUT_MS,
}: {
  readonly reach: Reach;
  readonly timeoutMs?: number;
}): EventPoster {
  let dispatcher: Agent | undefined;
  return {
    post: async (address, { headers, body }, { signal, now }) => {
      const clock = alarmClock(timeoutMs, signal);
      try {
        const url = new URL(address);
        refusePrivateHost(url, reach);
        // Loaded with the first event: most starts of the program post none.
        const { Agent, request } = await import('undici');
        dispatcher ??= new Agent({
          connect: { lookup: publicLookup(reach) },
          connections: POSTS_AT_ONCE,
          pipelining: 1,
        });
        const answered = await request(url, {
          method: 'POST',
          dispatcher,
          headers,
          body,
          signal: clock.signal,
        });
        await forget(answered.body);
        return answerOf(answered.statusCode, one(answered.headers['retry-after']), now());
      } catch (fault) {
        if (signal.aborted) return { kind: 'cut' };
        return { kind: 'failed', why: faultWords(fault, clock.isLate(), timeoutMs), askedMs: 0 };
      } finally {
        clock.stop();
      }
    },
    close: async () => dispatcher?.destroy(),
  };
}

/**
 * As AbortSignal.timeout and AbortSignal.any, but gone when it is stopped: those live on, the one to its end, the other in what
 * `ending` knows of it, and thousands of posts a second are too many for that.
 */
function alarmClock(ms: number, ending?: AbortSignal) {
  const controller = new AbortController();
  const end = () => controller.abort();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    end();
  }, ms);
  if (ending?.aborted) end();
  ending?.addEventListener('abort', end);
  return {
    signal: controller.signal,
    isLate: () => isLate,
    stop: () => {
      clearTimeout(timer);
      ending?.removeEventListener('abort', end);
    },
  };
}

/** Reads on to the end, so that the connection can be used again, but not for long. */
async function forget(body: Dispatcher.ResponseData['body']): Promise<void> {
  const enough = alarmClock(REST_MS);
  await body.dump({ limit: LONGEST_ANSWER, signal: enough.signal }).catch(() => undefined);
  enough.stop();
}

function faultWords(fault: unknown, isLate: boolean, timeoutMs: number): string {
  if (isLate) return `no answer within ${timeoutMs / 1_000} seconds`;
  const hidden = privateAddressIn(fault);
  if (hidden) return `not contacted: ${hidden.where}, in a private network (WEBHOOKS_PRIVATE)`;
  return faultInWords(fault);
}

function one(header: string | string[] | undefined): string {
  return [header ?? ''].flat()[0] ?? '';
}
