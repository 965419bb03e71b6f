import { setTimeout } from 'node:timers/promises';
import type { Issue } from '../issue/issue.ts';
import { addressesOf } from '../issue/preflight/links.ts';
import type { LinkAnswer } from '../issue/preflight.ts';
import { recordActivity } from '../storage/issue/activity.ts';
import { keepLinkAnswers, keptLinkAnswers } from '../storage/issue/link-answers.ts';
import type { IssueDraft } from './draft.ts';
import { followLink, NOT_IN_TIME } from './follow-link.ts';
import { type LinkClient, openLinkClient } from './link-client.ts';
import type { Newsroom } from './newsroom.ts';

/** One link may keep us this long, redirects included, ms. */
const TIMEOUT_MS = 8_000;
/** All of them together, ms: an editor waits for the page. */
const TOTAL_MS = 25_000;
/** Between two questions to one host, ms: a newsletter is no reason to hammer anybody. */
const POLITE_MS = 500;
const MOST_LINKS = 60;
const HOSTS_AT_ONCE = 6;
/** A reader's own link, not filled yet. */
const PLACEHOLDER = 'https://tk.invalid/';

/** Limits in ms; the ones above where left out. */
export interface AskLimits {
  readonly timeoutMs?: number;
  readonly totalMs?: number;
  readonly politeMs?: number;
  readonly client?: LinkClient;
}

/**
 * Asks every link of an issue that leads elsewhere and keeps the answers, for this look and later ones.
 * @param who for the log
 */
export async function askLinks(
  room: Newsroom,
  issue: Issue,
  draft: Pick<IssueDraft, 'variants' | 'frozen'>,
  who: string,
  limits: AskLimits = {},
): Promise<Map<string, LinkAnswer>> {
  const kept = await keptLinkAnswers(room.store, issue.id);
  const before = (link: string) => kept.get(link)?.answer;
  const lastAsked = (link: string) => (isUnasked(before(link)) ? 0 : (kept.get(link)?.askedAt ?? 0));
  const links = foreignLinks(draft, room.settings.PUBLIC_URL);
  // Where there are more than one round asks, each gets its turn.
  const inTurn = links.toSorted((one, other) => lastAsked(one) - lastAsked(other));
  const client = limits.client ?? openLinkClient({ allowLoopback: room.settings.development });
  const asked = await askAll(client, inTurn, limits).finally(() => client.close());
  const answers = new Map(links.map(link => [link, better(asked.get(link), before(link))] as const));
  const news = [...answers].filter(([link, answer]) => answer !== before(link));
  await keepLinkAnswers(room.store, issue.id, new Map(news), room.now());
  await recordActivity(room.store, {
    at: room.now(),
    week: issue.week,
    who,
    action: 'links asked',
    detail: inWords([...answers.values()]),
    contentHash: draft.frozen.contentHash,
  });
  return answers;
}

const UNASKED: LinkAnswer = { kind: 'failed', reason: NOT_IN_TIME };

function isUnasked(answer: LinkAnswer | undefined): boolean {
  return answer === undefined || (answer.kind === 'failed' && answer.reason === NOT_IN_TIME);
}

/** What is known of a link now: one that could not be asked is no better than it was known to be. */
function better(now: LinkAnswer = UNASKED, before: LinkAnswer = UNASKED): LinkAnswer {
  if (isUnasked(now)) return before;
  const wasGone = before.kind === 'answered' && isGone(before.status);
  return now.kind !== 'answered' && wasGone ? before : now;
}

/** Links of all variants that lead away from our own site, which is checked by its routes instead. */
export function foreignLinks(draft: Pick<IssueDraft, 'variants'>, publicUrl: string): string[] {
  const links = draft.variants.flatMap(({ content, html, text }) =>
    addressesOf({ content, rendered: { html, text, bytes: 0 } }),
  );
  const own = new URL(publicUrl).origin;
  return [...new Set(links)].filter(
    link =>
      /^https?:\/\//i.test(link) &&
      URL.canParse(link) &&
      new URL(link).origin !== own &&
      !link.startsWith(PLACEHOLDER),
  );
}

/** @returns the answers of those that were asked: what time ran out for is not among them */
async function askAll(
  client: LinkClient,
  links: readonly string[],
  { timeoutMs = TIMEOUT_MS, totalMs = TOTAL_MS, politeMs = POLITE_MS }: AskLimits,
): Promise<Map<string, LinkAnswer>> {
  const answers = new Map<string, LinkAnswer>();
  const signal = AbortSignal.timeout(totalMs);
  const hosts = [...Map.groupBy(links.slice(0, MOST_LINKS), link => new URL(link).host).values()];
  const workThrough = async () => {
    for (let queue = hosts.shift(); queue !== undefined; queue = hosts.shift()) {
      for (const [index, link] of queue.entries()) {
        if (index > 0) await setTimeout(politeMs, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
        answers.set(link, await followLink(client, link, { timeoutMs, signal }));
      }
    }
  };
  await Promise.all(Array.from({ length: HOSTS_AT_ONCE }, workThrough));
  return answers;
}

function inWords(answers: readonly LinkAnswer[]): string {
  const answered = answers.filter(answer => answer.kind === 'answered');
  const gone = answered.filter(({ status }) => isGone(status)).length;
  return `${answers.length} ${answers.length === 1 ? 'link' : 'links'}, ${answered.length} answered, ${gone} gone`;
}

function isGone(status: number): boolean {
  return status === 404 || status === 410;
}
