import { z } from '@hono/zod-openapi';
import { SCOPES } from '../../newsroom/keys/scope.ts';
import { instant, instantOf } from './parts.ts';
import { type ApiRoute, answer, route } from './route.ts';

const read = route({
  ...{ method: 'get', path: '/key', id: 'readKey', scope: null, tag: 'Key' },
  summary: 'Read which key this is and what it may do',
  answer: z.object({
    name: z.string(),
    scopes: z.array(z.enum(SCOPES)).readonly(),
    createdAt: instant,
  }),
  example: {},
  act: async ({ key: { name, scopes, createdAt } }) =>
    answer({ name, scopes, createdAt: instantOf(createdAt) }),
});

export const KEY_ROUTES: readonly ApiRoute[] = [read];
