import type { Context } from 'hono';
import type { WebEnv } from '../web/web-env.ts';
import type { Editor } from './door/session.ts';

/** What the desk's guard leaves on a request: behind it there is always an editor. */
export interface DeskEnv {
  readonly Variables: WebEnv['Variables'] & { editor: Editor };
}

export type DeskContext = Context<DeskEnv>;

/** Headers of every answer of the desk: nothing keeps it, no search engine lists it. */
export const DESK_ANSWER = { 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' };
