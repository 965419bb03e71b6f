import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

/** Whether whoever sends this request has gone before the end of its body: nobody will read the answer. */
export function wasCut(context: Context): boolean {
  const { incoming } = (context.env ?? {}) as Partial<HttpBindings>;
  return incoming?.complete === false && incoming.destroyed;
}
