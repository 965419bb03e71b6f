import type { RequestIdVariables } from 'hono/request-id';

/** What our middleware leaves on a request for the handlers after it. */
export interface WebEnv {
  readonly Variables: RequestIdVariables;
}
