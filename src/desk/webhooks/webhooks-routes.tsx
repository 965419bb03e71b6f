import { Hono } from 'hono';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import {
  addEndpoint,
  removeEndpoint,
  replayTo,
  rotateSecret,
  testEndpoint,
} from '../../newsroom/webhooks/keep-endpoints.ts';
import { type EndpointLine, findEndpoint, listEndpoints } from '../../storage/webhooks/endpoints.ts';
import { Notice } from '../../web/notice.tsx';
import { SHAPES } from '../../webhooks/endpoint.ts';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { readDeskForm } from '../desk-form.ts';
import { doneWords } from '../done-words.ts';
import { deskPage } from '../visit.tsx';
import { wholeNumber } from '../whole-number.ts';
import { RemovePage } from './remove-page.tsx';
import { SecretPage } from './secret-page.tsx';
import { WebhookPage } from './webhook-page.tsx';
import { NOTHING_TYPED, type TypedEndpoint, WebhooksPage } from './webhooks-page.tsx';

const NOTES = {
  removed: 'The webhook is removed.',
  tested: 'A test event is on its way. Load this page again in a moment to see the answer.',
  replayed: 'What happened since is told once more.',
  on: 'It is on, and told of what it missed.',
};

const LIST = '/desk/webhooks';
const ONE = `${LIST}/:id`;

/** Who elsewhere is told of what happens. */
export function webhooksRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get(LIST, async context => {
    const endpoints = await listEndpoints(room.store);
    const note = doneWords(NOTES, context.req.query('done'));
    return deskPage(room, context, <WebhooksPage endpoints={endpoints} typed={NOTHING_TYPED} note={note} />);
  });
  routes.post(LIST, context => add(room, context));
  routes.get(ONE, context =>
    withEndpoint(room, context, endpoint => {
      const note = doneWords(NOTES, context.req.query('done'));
      return deskPage(room, context, <WebhookPage endpoint={endpoint} note={note} />);
    }),
  );
  routes.post(`${ONE}/test`, context =>
    withEndpoint(room, context, async ({ id }) => {
      await testEndpoint(room, context.get('editor').email, id);
      return context.redirect(`${LIST}/${id}?done=tested`, 303);
    }),
  );
  routes.post(`${ONE}/on`, context =>
    withEndpoint(room, context, async ({ id }) => {
      await replayTo(room, context.get('editor').email, id, '');
      return context.redirect(`${LIST}/${id}?done=on`, 303);
    }),
  );
  routes.post(`${ONE}/replay`, context =>
    withEndpoint(room, context, endpoint => replay(room, context, endpoint)),
  );
  routes.post(`${ONE}/rotate`, context => withEndpoint(room, context, ({ id }) => rotate(room, context, id)));
  routes.get(`${ONE}/remove`, context =>
    withEndpoint(room, context, endpoint => deskPage(room, context, <RemovePage endpoint={endpoint} />)),
  );
  routes.post(`${ONE}/remove`, context =>
    withEndpoint(room, context, async ({ id }) => {
      await removeEndpoint(room, context.get('editor').email, id);
      return context.redirect(`${LIST}?done=removed`, 303);
    }),
  );
  return routes;
}

async function add(room: PublicRoom, context: DeskContext): Promise<Response> {
  const form = await readDeskForm(context);
  const typed: TypedEndpoint = {
    url: form.one('url')?.trim() ?? '',
    events: form.all('events') ?? [],
    shape: SHAPES.find(shape => shape === form.one('shape')) ?? 'standard',
  };
  const outcome = await addEndpoint(room, context.get('editor').email, {
    ...typed,
    events: typed.events.join(','),
  });
  if (outcome.kind === 'added')
    return deskPage(room, context, <SecretPage id={outcome.id} secret={outcome.secret} isNew />);
  const wrong = {
    url: outcome.kind === 'bad url' ? outcome.why : '',
    events: outcome.kind === 'bad events' ? 'Tick at least one.' : '',
  };
  const endpoints = await listEndpoints(room.store);
  return deskPage(room, context, <WebhooksPage endpoints={endpoints} typed={typed} wrong={wrong} />, 422);
}

async function replay(room: PublicRoom, context: DeskContext, endpoint: EndpointLine): Promise<Response> {
  const since = (await readDeskForm(context)).one('since')?.trim() ?? '';
  const outcome =
    since === ''
      ? ({ kind: 'bad since', why: 'Say since when.' } as const)
      : await replayTo(room, context.get('editor').email, endpoint.id, since);
  if (outcome.kind !== 'bad since') return context.redirect(`${LIST}/${endpoint.id}?done=replayed`, 303);
  const page = <WebhookPage endpoint={endpoint} wrongSince={outcome.why} since={since} />;
  return deskPage(room, context, page, 422);
}

async function rotate(room: PublicRoom, context: DeskContext, id: number): Promise<Response> {
  const outcome = await rotateSecret(room, context.get('editor').email, id);
  if (outcome.kind === 'rotated')
    return deskPage(room, context, <SecretPage id={id} secret={outcome.secret} isNew={false} />);
  return context.redirect(`${LIST}/${id}`, 303);
}

/** Answers about the webhook in the address, or that there is none. */
async function withEndpoint(
  room: PublicRoom,
  context: DeskContext,
  answer: (endpoint: EndpointLine) => Response | Promise<Response>,
): Promise<Response> {
  const id = wholeNumber(context.req.param('id'));
  const endpoint = id === null ? null : await findEndpoint(room.store, id);
  if (endpoint !== null) return answer(endpoint);
  const page = (
    <Notice status="404" title="There is no such webhook.">
      {'It may have been removed. '}
      <a href={LIST}>All webhooks</a>
    </Notice>
  );
  return deskPage(room, context, page, 404);
}
