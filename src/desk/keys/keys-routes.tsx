import { Hono } from 'hono';
import { createKey, withdrawKey } from '../../newsroom/keys/api-keys.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { apiKeys } from '../../storage/api/api-keys.ts';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { readDeskForm } from '../desk-form.ts';
import { doneWords } from '../done-words.ts';
import { deskPage } from '../visit.tsx';
import { wholeNumber } from '../whole-number.ts';
import { KEYS, KeysPage } from './keys-page.tsx';

const NOTES = { withdrawn: 'The key is withdrawn: from now on it opens nothing.' };

/** Where editors make and withdraw the keys of other programs. */
export function keysRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get(KEYS, async context => {
    const note = doneWords(NOTES, context.req.query('done'));
    return deskPage(room, context, <KeysPage keys={await apiKeys(room.store)} note={note} />);
  });
  routes.post(KEYS, context => makeKey(room, context));
  routes.post(`${KEYS}/:id/withdraw`, async context => {
    const id = wholeNumber(context.req.param('id')) ?? 0;
    const outcome = await withdrawKey(room, id, context.get('editor').email);
    if (outcome.kind === 'withdrawn') return context.redirect(`${KEYS}?done=withdrawn`, 303);
    const problem = `${outcome.why} It may have been withdrawn since.`;
    return deskPage(room, context, <KeysPage keys={await apiKeys(room.store)} problem={problem} />, 409);
  });
  return routes;
}

/** Answers with the page itself: an address to be led to would have to hold the secret. */
async function makeKey(room: PublicRoom, context: DeskContext): Promise<Response> {
  const form = await readDeskForm(context);
  const typed = { name: form.one('name') ?? '', scopes: form.all('scope') ?? [] };
  const outcome = await createKey(room, { ...typed, by: context.get('editor').email });
  const keys = await apiKeys(room.store);
  if (outcome.kind === 'made') return deskPage(room, context, <KeysPage keys={keys} made={outcome} />);
  const problem = `No key was made. ${outcome.why} ${outcome.fix}`;
  return deskPage(room, context, <KeysPage {...{ keys, typed, problem }} />, 422);
}
