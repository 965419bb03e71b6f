import { createHash } from 'node:crypto';
import {
  beginRequest,
  dropRequest,
  type KeptAnswer,
  keepAnswer,
  type RepeatableRequest,
} from '../../storage/api/kept-answers.ts';
import type { Store } from '../../storage/database.ts';
import { invalid, type Problem, problem } from '../v1/problem.ts';

/** What makes a request this one and no other. */
export interface Asked {
  readonly keyId: number;
  /** As sent. */
  readonly idempotencyKey: string;
  readonly method: string;
  /** With its query. */
  readonly address: string;
  /** If-Match; '' for none. */
  readonly condition: string;
  readonly body: Uint8Array;
  /** Epoch ms. */
  readonly at: number;
}

export type Repetition =
  /** Nobody asked before: answer it, then `keep` what was said, or `drop` it when nothing came of it. */
  | { readonly kind: 'first'; keep(answer: KeptAnswer): Promise<void>; drop(): Promise<void> }
  | { readonly kind: 'again'; readonly answer: KeptAnswer }
  | Problem;

const PLACE = 'header Idempotency-Key';
const READABLE = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/** Whether a request has come before, and what it was answered with then. */
export async function repetitionOf(store: Store, asked: Asked): Promise<Repetition> {
  if (!READABLE.test(asked.idempotencyKey)) {
    const detail = 'An idempotency key has 1 to 255 ASCII characters.';
    return invalid([{ place: PLACE, detail, fix: 'A random UUID will do.' }]);
  }
  const request = requestOf(asked);
  const begun = await beginRequest(store, request);
  switch (begun.kind) {
    case 'first':
      return {
        kind: 'first',
        keep: answer => keepAnswer(store, request, answer),
        drop: () => dropRequest(store, request),
      };
    case 'again':
      return begun;
    case 'under way': {
      const detail = 'The first request with this idempotency key is being answered at this moment.';
      const fault = {
        place: PLACE,
        detail,
        fix: 'Send the same again in a second: it gets the same answer.',
      };
      return problem('under-way', fault, { 'Retry-After': '1' });
    }
    case 'other': {
      const detail = 'This idempotency key came with another request within the last 24 hours.';
      return problem('other-request', { place: PLACE, detail, fix: 'Choose a new one for a new request.' });
    }
  }
}

function requestOf({ keyId, idempotencyKey, at, ...asked }: Asked): RepeatableRequest {
  const sha256 = createHash('sha256')
    .update(JSON.stringify([asked.method, asked.address, asked.condition]))
    .update(asked.body)
    .digest('hex');
  return { keyId, idempotencyKey, sha256, at };
}
