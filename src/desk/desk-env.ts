import type { Context } from 'hono';
import type { WebEnv } from '../web/web-env.ts';
import type { Editor } from './editor.ts';

/** What the desk's guard leaves on a request: behind it there is always an editor. */
export interface DeskEnv {
  readonly Variables: WebEnv['Variables'] & { editor: Editor };
}

export type DeskContext = Context<DeskEnv>;
