import type { RequestIdVariables } from 'hono/request-id';
import type { Logger } from 'pino';
import type { Publication } from './publication.tsx';

/** What our middleware leaves on a request for the handlers after it. */
export interface WebEnv {
  readonly Variables: RequestIdVariables & {
    /** Epoch ms until when the answer is true, where that is known. */
    freshUntil?: number;
  };
}

/** What the web itself needs of the newsroom. */
export interface WebRoom {
  readonly publication: Publication;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: Pick<Logger, 'debug' | 'error' | 'isLevelEnabled'>;
}
