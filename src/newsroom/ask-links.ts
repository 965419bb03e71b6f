import { addressesOf } from '../issue/preflight/links.ts';
import type { LinkAnswer } from '../issue/preflight.ts';
import type { IssueDraft } from './draft.ts';

/** One link may keep us this long, ms. */
const TIMEOUT_MS = 8_000;
/** Between two questions to one host, ms: a newsletter is no reason to hammer anybody. */
const POLITE_MS = 500;
const MOST_LINKS = 60;
/** A reader's own link, not filled yet. */
const PLACEHOLDER = 'https://tk.invalid/';

/** How links are asked; fetch in production. */
export type AskLink = (
  url: string,
  signal: AbortSignal,
) => Promise<{ readonly status: number; readonly url: string }>;

const askOverTheNetwork: AskLink = async (url, signal) => {
  const answer = await globalThis.fetch(url, {
    method: 'GET',
    redirect: 'follow',
    signal,
    headers: { 'user-agent': 'verdicts-link-check' },
  });
  await answer.body?.cancel();
  return { status: answer.status, url: answer.url };
};

/** Asks every link of a draft that leads elsewhere, one after the other. What our own site answers is checked by shape. */
export async function askLinks(
  draft: Pick<IssueDraft, 'variants'>,
  publicUrl: string,
  ask: AskLink = askOverTheNetwork,
): Promise<Map<string, LinkAnswer>> {
  const links = draft.variants.flatMap(({ content, html, text }) =>
    addressesOf({ content, rendered: { html, text, bytes: 0 } }),
  );
  const foreign = [...new Set(links)].filter(
    link => /^https?:/.test(link) && !link.startsWith(publicUrl) && !link.startsWith(PLACEHOLDER),
  );
  const answers = new Map<string, LinkAnswer>();
  let lastHost = '';
  for (const link of foreign.slice(0, MOST_LINKS)) {
    const { host } = new URL(link);
    if (host === lastHost) await new Promise(resolve => setTimeout(resolve, POLITE_MS));
    lastHost = host;
    answers.set(link, await askOne(link, ask));
  }
  return answers;
}

async function askOne(link: string, ask: AskLink): Promise<LinkAnswer> {
  try {
    const { status, url } = await ask(link, AbortSignal.timeout(TIMEOUT_MS));
    return { kind: 'answered', status, finalUrl: url };
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return { kind: 'failed', reason: cause instanceof Error ? cause.message : String(cause) };
  }
}
