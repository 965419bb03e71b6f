import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ReactElement } from 'react';
import { bareToken } from '../../audience/bare-token.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { readChoice } from '../../vote/ballot.ts';
import { clientAddress } from '../../web/client-address.ts';
import { printed } from '../../web/printed.tsx';
import { TOKEN_PAGE } from '../../web/token-page.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { castVote } from './cast-ballot.ts';
import { openVote } from './open-vote.ts';
import { DeadLink, VotePage } from './vote-page.tsx';

const PATH = '/vote/:token{[\\s\\S]+}';
const MAX_BYTES = 65_536;

/**
 * The vote: a link in the mail opens a ballot with a tick set, and only the button of that page casts it, because link
 * scanners open every link and run what scripts they find. Whatever opens no vote gets one plain answer.
 */
export function voteRoutes(room: PublicRoom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const { words } = room.publication.style;
  routes.get(PATH, async context => {
    const view = await openVote(room, bareToken(context.req.param('token')));
    if (!view) return dead(context, room);
    const ticked = readChoice(context.req.query('choice')) ?? view.choice;
    return page(room, context, <VotePage view={view} ticked={ticked} outcome={null} />);
  });
  const limit = bodyLimit({
    maxSize: MAX_BYTES,
    onError: context => context.text(`${words.say('vote.too-long')}\n`, 413, TOKEN_PAGE),
  });
  routes.post(PATH, limit, async context => {
    const token = bareToken(context.req.param('token'));
    const body: Record<string, unknown> = await context.req.parseBody().catch(() => ({}));
    const choice = readChoice(body.choice);
    if (choice === null) {
      const view = await openVote(room, token);
      if (!view) return dead(context, room);
      const outcome = view.standing.closed ? 'closed' : 'no_choice';
      return page(
        room,
        context,
        <VotePage view={view} ticked={view.choice} outcome={outcome} />,
        outcome === 'closed' ? 200 : 400,
      );
    }
    const outcome = await castVote(room, token, choice, clientAddress(context, room.settings.TRUST_PROXY));
    if (outcome.kind === 'unknown') return dead(context, room);
    const { kind, view } = outcome;
    const isRefused = kind === 'too_often' || kind === 'too_many';
    const ticked = isRefused ? choice : view.choice;
    return page(
      room,
      context,
      <VotePage view={view} ticked={ticked} outcome={kind} />,
      isRefused ? 429 : 200,
    );
  });
  return routes;
}

function page(
  room: PublicRoom,
  context: Context<WebEnv>,
  element: ReactElement,
  status: 200 | 400 | 404 | 429 = 200,
) {
  return context.html(printed(room.publication, element), status, TOKEN_PAGE);
}

function dead(context: Context<WebEnv>, room: PublicRoom) {
  return page(room, context, <DeadLink />, 404);
}
