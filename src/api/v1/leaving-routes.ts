import { z } from '@hono/zod-openapi';
import { erasePerson, unsubscribeOnRequest } from '../../newsroom/audience/person-acts.ts';
import { recordAct } from '../../newsroom/audience/record-act.ts';
import { exportPages } from '../../storage/audience/subscriber-export.ts';
import { lineStream } from '../../web/line-stream.ts';
import { idPath } from './parts.ts';
import { type ApiRoute, answer, route } from './route.ts';
import { nobody } from './subscriber-routes.ts';

const SCOPE = 'subscribers';
const TAG = 'Subscribers';

const unsubscribe = route({
  ...{ method: 'post', path: '/subscribers/{id}/unsubscribe', id: 'unsubscribe', scope: SCOPE, tag: TAG },
  summary: 'Unsubscribe somebody who asked for it',
  says: 'As their own link would do it: at once and for good. Only their own confirmation brings them back.',
  params: idPath,
  answer: z.object({ id: z.number().int(), outcome: z.enum(['unsubscribed', 'already']) }),
  example: { params: { id: '2' } },
  act: async ({ room, key: { who }, params: { id } }) => {
    const outcome = await unsubscribeOnRequest(room, { who, through: 'api' }, id);
    return outcome === 'unknown' ? nobody(id) : answer({ id, outcome });
  },
});

const erase = route({
  ...{ method: 'post', path: '/subscribers/{id}/erase', id: 'eraseSubscriber', scope: SCOPE, tag: TAG },
  summary: 'Erase somebody who asked for it',
  says: 'A number, dates and a keyed hash stay. `waiting`: a mail to them is being handed over at this moment, and the rest follows once it has settled.',
  params: idPath,
  answer: z.object({ id: z.number().int(), outcome: z.enum(['erased', 'waiting', 'already']) }),
  example: { params: { id: '3' } },
  act: async ({ room, key: { who }, params: { id } }) => {
    const outcome = await erasePerson(room, who, id);
    return outcome === 'unknown' ? nobody(id) : answer({ id, outcome });
  },
});

const exportAll = route({
  ...{ method: 'post', path: '/subscribers/export', id: 'exportSubscribers', scope: SCOPE, tag: TAG },
  summary: 'Export all subscribers',
  says: 'One JSON object a line: email, name, timezone, interests, status. A POST because it is written into the log; it takes as long as whoever reads it.',
  types: ['application/x-ndjson'],
  example: {},
  act: async ({ room, key }) => {
    await recordAct(room, key.who, 'exported', 'all subscribers, as NDJSON');
    const lines = ndjson(exportPages(room.store));
    const bytes = lineStream(room, lines, 'an export over the API');
    return { kind: 'file', type: 'application/x-ndjson', bytes };
  },
});

/** A page of rows at a time. */
async function* ndjson(pages: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  for await (const page of pages)
    if (page.length > 0) yield page.map(row => `${JSON.stringify(row)}\n`).join('');
}

export const LEAVING_ROUTES: readonly ApiRoute[] = [unsubscribe, erase, exportAll];
