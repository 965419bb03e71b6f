import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ReactElement } from 'react';
import { type Choice, readChoice } from '../../vote/ballot.ts';
import type { CastOutcome, VoteView } from '../../vote/vote-view.ts';
import { clientAddress } from '../../web/client-address.ts';
import { printed } from '../../web/printed.ts';
import { TOKEN_PAGE } from '../../web/token-page.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { DeadLink, VotePage } from './vote-page.tsx';

/** What the vote needs from the rest of the program. */
export interface VoteDeps {
  /** Reads only. Null for a token that opens no vote. */
  open(token: string): Promise<VoteView | null>;
  /** @param address of the client, '' when unknown: of it only a keyed hash of its network is kept */
  cast(token: string, choice: Choice, address: string): Promise<CastOutcome>;
  /** TRUST_PROXY. */
  readonly trustedProxies: number;
}

const PATH = '/vote/:token';
const MAX_BYTES = 65_536;

/**
 * The vote: a link in the mail opens a ballot with a tick set, and only the button of that page casts it, because link
 * scanners open every link and run what scripts they find. Whatever opens no vote gets one plain answer.
 */
export function voteRoutes(deps: WebDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(PATH, async context => {
    const view = await deps.vote.open(context.req.param('token'));
    if (!view) return dead(context, deps);
    const ticked = readChoice(context.req.query('choice')) ?? view.choice;
    return page(context, <VotePage deps={deps} view={view} ticked={ticked} outcome={null} />);
  });
  const limit = bodyLimit({
    maxSize: MAX_BYTES,
    onError: context => context.text('A ballot is shorter than that.\n', 413, TOKEN_PAGE),
  });
  routes.post(PATH, limit, async context => {
    const token = context.req.param('token');
    const body: Record<string, unknown> = await context.req.parseBody().catch(() => ({}));
    const choice = readChoice(body.choice);
    if (choice === null) {
      const view = await deps.vote.open(token);
      if (!view) return dead(context, deps);
      const outcome = view.standing.closed ? 'closed' : 'no_choice';
      return page(
        context,
        <VotePage deps={deps} view={view} ticked={view.choice} outcome={outcome} />,
        outcome === 'closed' ? 200 : 400,
      );
    }
    const outcome = await deps.vote.cast(token, choice, clientAddress(context, deps.vote.trustedProxies));
    if (outcome.kind === 'unknown') return dead(context, deps);
    const { kind, view } = outcome;
    const isRefused = kind === 'too_often' || kind === 'too_many';
    const ticked = isRefused ? choice : view.choice;
    return page(
      context,
      <VotePage deps={deps} view={view} ticked={ticked} outcome={kind} />,
      isRefused ? 429 : 200,
    );
  });
  return routes;
}

function page(context: Context<WebEnv>, element: ReactElement, status: 200 | 400 | 404 | 429 = 200) {
  return context.html(printed(element), status, TOKEN_PAGE);
}

function dead(context: Context<WebEnv>, deps: WebDeps) {
  return page(context, <DeadLink deps={deps} />, 404);
}
