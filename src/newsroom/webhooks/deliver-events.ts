import { setImmediate } from 'node:timers/promises';
import { type PageOutcome, settlePage } from '../../storage/webhooks/answers.ts';
import {
  claimEndpoint,
  countFailing,
  holdOn,
  nextEvents,
  releaseEndpoint,
  type WaitingEvent,
} from '../../storage/webhooks/claims.ts';
import { secretsOf } from '../../storage/webhooks/endpoints.ts';
import type { Answer } from '../../webhooks/answer.ts';
import type { Endpoint, KeptAnswer, Secrets } from '../../webhooks/endpoint.ts';
import { webhookId } from '../../webhooks/outgoing-event.ts';
import { isDown, isHopeless, waitAfter, waitWhileDown } from '../../webhooks/retry.ts';
import { signedPost } from '../../webhooks/signed-post.ts';
import type { Newsroom } from '../newsroom.ts';
import { type EventPoster, POSTS_AT_ONCE } from './event-poster.ts';
import { switchOff } from './switch-off.ts';

/** Events held in memory at once, of one endpoint. */
const PAGE = 100;
/** So many without a yes, and none that got one: the rest of a page is not tried any more. */
const ENOUGH = 3;

/** One event that was tried. */
interface Tried {
  readonly event: WaitingEvent;
  readonly answer: Answer;
  readonly at: number;
}

/**
 * Tells one endpoint of what it has not got yet, a page at a time, until nothing is left that may go now. At least once
 * each, and of one subject in order: what comes after an event without a yes waits with it, other subjects go on. Safe to
 * kill and to repeat, and for several processes at once (one of them does it).
 */
export async function deliverEvents(
  room: Newsroom,
  poster: EventPoster,
  endpointId: number,
  ending: AbortSignal,
): Promise<void> {
  const hold = () => ({ owner: room.owner, now: room.now(), leaseMs: leaseMs(room) });
  let endpoint = await claimEndpoint(room.store, endpointId, hold());
  if (!endpoint) return;
  const lost = new AbortController();
  // Held on to while an endpoint takes its time.
  const timer = setInterval(() => {
    void holdOn(room.store, endpointId, hold()).then(
      held => held ?? lost.abort(),
      () => undefined,
    );
  }, leaseMs(room) / 3);
  const signal = AbortSignal.any([ending, lost.signal]);
  try {
    while (endpoint && !signal.aborted && (await deliverPage(room, poster, endpoint, signal))) {
      // The web server of the same process answers between two pages.
      await setImmediate();
      endpoint = await holdOn(room.store, endpointId, hold());
    }
  } finally {
    clearInterval(timer);
    await releaseEndpoint(room.store, endpointId, room.owner);
  }
}

export function leaseMs({ settings }: Pick<Newsroom, 'settings'>): number {
  return settings.SEND_LEASE_S * 1_000;
}

/** @returns whether there may be more to do now */
async function deliverPage(
  room: Newsroom,
  poster: EventPoster,
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<boolean> {
  const now = room.now();
  const secrets = await secretsOf(room.store, endpoint.id, now);
  const page = await pageOf(room, endpoint, now);
  if (!secrets || page.length === 0) return false;
  const tried = await tryPage(room, poster, { endpoint, secrets, page, signal });
  const outcome = await outcomeOf(room, endpoint, tried);
  const why = whyOff(tried, outcome, room.now());
  const settled = await settlePage(
    room.store,
    { endpointId: endpoint.id, owner: room.owner },
    outcome,
    why === null ? undefined : trx => switchOff({ ...room, store: trx }, endpoint, why),
  );
  tell(room, endpoint, outcome);
  return settled && why === null && outcome.notBefore === 0 && tried.length > 0;
}

/** All that may go; where the endpoint is down, one event that it knows and one that it does not. */
async function pageOf({ store }: Newsroom, endpoint: Endpoint, now: number): Promise<WaitingEvent[]> {
  const failing = endpoint.failures === 0 ? 0 : await countFailing(store, endpoint.id);
  if (!isDown({ failures: endpoint.failures, failing }))
    return nextEvents(store, endpoint.id, { now, limit: PAGE, wanted: 'any' });
  return [
    ...(await nextEvents(store, endpoint.id, { now, limit: 1, wanted: 'again' })),
    ...(await nextEvents(store, endpoint.id, { now, limit: 1, wanted: 'new' })),
  ];
}

interface Page {
  readonly endpoint: Endpoint;
  readonly secrets: Secrets;
  readonly page: readonly WaitingEvent[];
  readonly signal: AbortSignal;
}

/** Several subjects at once; of each one event after the other, as far as they are taken. */
async function tryPage(room: Newsroom, poster: EventPoster, given: Page): Promise<Tried[]> {
  const { endpoint, secrets, page, signal } = given;
  const { PUBLICATION_NAME: publication, PUBLIC_URL: site } = room.settings;
  const shaped = { shape: endpoint.shape, secrets };
  const tried: Tried[] = [];
  const isTaken = ({ answer }: Tried) => answer.kind === 'taken';
  const isEnough = () =>
    signal.aborted ||
    tried.some(({ answer }) => answer.kind === 'gone') ||
    (tried.length >= ENOUGH && !tried.some(isTaken));
  const tryOne = async (event: WaitingEvent) => {
    const at = room.now();
    const named = { id: webhookId(room.installationId, event.eventId), body: event.body };
    const post = signedPost(named, shaped, { sender: { publication, site }, now: at });
    const answer = await poster.post(endpoint.url, post, { signal, now: room.now });
    const one = { event, answer, at };
    tried.push(one);
    return isTaken(one);
  };
  const subjects = [...Map.groupBy(page, ({ subject }) => subject).values()].values();
  const workers = Array.from({ length: POSTS_AT_ONCE }, async () => {
    for (const events of subjects) {
      for (const event of events) if (isEnough() || !(await tryOne(event))) break;
    }
  });
  await Promise.all(workers);
  return tried;
}

async function outcomeOf(room: Newsroom, endpoint: Endpoint, tried: readonly Tried[]): Promise<PageOutcome> {
  const taken = tried.flatMap(({ event, answer }) => (answer.kind === 'taken' ? [event.eventId] : []));
  const failed = tried.flatMap(({ event, answer, at }) => {
    if (answer.kind === 'taken' || answer.kind === 'cut') return [];
    const tries = event.tries + 1;
    const askedMs = answer.kind === 'failed' ? answer.askedMs : 0;
    const firstTriedAt = event.firstTriedAt ?? at;
    return [{ eventId: event.eventId, dueAt: room.now() + waitAfter(tries, askedMs), firstTriedAt, tries }];
  });
  const failures = taken.length > 0 ? 0 : endpoint.failures + failed.length;
  // Those that failed just now are not written yet; those that failed again are counted already.
  const before = failures === 0 ? 0 : await countFailing(room.store, endpoint.id);
  const failing = before + failed.filter(({ tries }) => tries === 1).length;
  const notBefore = isDown({ failures, failing }) ? room.now() + waitWhileDown(failures) : 0;
  const answers = tried.flatMap(keptAnswer);
  return { taken, failed, answers, failures, notBefore };
}

function keptAnswer({ event, answer, at }: Tried): KeptAnswer[] {
  const kept = { at, event: event.eventId, type: event.type };
  switch (answer.kind) {
    case 'taken':
      return [{ ...kept, words: String(answer.status), ok: true }];
    case 'gone':
      return [{ ...kept, words: GONE, ok: false }];
    case 'failed':
      return [{ ...kept, words: answer.why, ok: false }];
    case 'cut':
      return [];
  }
}

const GONE = '410: it wants nothing any more';

/** Why an endpoint is told of nothing any more; null while it is. */
function whyOff(tried: readonly Tried[], { failed }: PageOutcome, now: number): string | null {
  if (tried.some(({ answer }) => answer.kind === 'gone')) return `It answered ${GONE}.`;
  const hopeless = failed.find(one => isHopeless(one, now));
  const last = hopeless && tried.find(({ event }) => event.eventId === hopeless.eventId);
  if (!last) return null;
  const said = last.answer.kind === 'failed' ? last.answer.why : '';
  return `It has not taken an event (${last.event.type}) for three days, tried ${last.event.tries + 1} times. It said last: ${said}.`;
}

/** One line a page, whatever is in it, and nothing of what was told. */
function tell({ log }: Newsroom, { id }: Endpoint, { failed, answers, notBefore }: PageOutcome): void {
  if (failed.length === 0) return;
  const until = notBefore === 0 ? Math.min(...failed.map(({ dueAt }) => dueAt)) : notBefore;
  const why = answers.findLast(({ ok }) => !ok)?.words ?? '';
  log.warn(
    { endpoint: id, events: failed.length, why, until: new Date(until).toISOString() },
    'a webhook endpoint does not take its events; they are tried again',
  );
}
