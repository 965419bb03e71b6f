import type { Store } from '../database.ts';

/** One request of one key that may come again. */
export interface RepeatableRequest {
  readonly keyId: number;
  readonly idempotencyKey: string;
  /** Of everything that makes it this request. */
  readonly sha256: string;
  /** Epoch ms. */
  readonly at: number;
}

/** What a request was answered with, so that its repetition gets the same. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Begun =
  /** It is the first, and is to be answered now. */
  | { readonly kind: 'first' }
  | { readonly kind: 'again'; readonly answer: KeptAnswer }
  /** The first is being answered at this moment. */
  | { readonly kind: 'under way' }
  /** The key was used for something else. */
  | { readonly kind: 'other' };

/** How long answers are kept, ms. */
const ANSWERS_KEPT_MS = 24 * 3_600_000;
/** Whoever began so long ago and left no answer has been killed, ms: no request takes as long. */
const GIVEN_UP_MS = 2 * 60_000;

/** Claims a request for whoever asks first, in one statement. */
export async function beginRequest(store: Store, request: RepeatableRequest): Promise<Begun> {
  const { keyId, idempotencyKey, sha256, at } = request;
  const fresh = { request_sha256: sha256, begun_at: at, status: null, headers: '{}', body: '' };
  const claimed = await store.db
    .insertInto('api_answers')
    .values({ key_id: keyId, idempotency_key: idempotencyKey, ...fresh })
    .onConflict(conflict =>
      conflict
        .columns(['key_id', 'idempotency_key'])
        .doUpdateSet(fresh)
        .where(eb =>
          eb.or([
            eb('api_answers.begun_at', '<=', at - ANSWERS_KEPT_MS),
            eb.and([
              eb('api_answers.status', 'is', null),
              eb('api_answers.request_sha256', '=', sha256),
              eb('api_answers.begun_at', '<=', at - GIVEN_UP_MS),
            ]),
          ]),
        ),
    )
    .returning('key_id')
    .executeTakeFirst();
  if (claimed) return { kind: 'first' };
  const row = await rowOf(store, request);
  // Given up between the two statements: the next try is the first.
  if (!row) return { kind: 'under way' };
  if (row.request_sha256 !== sha256) return { kind: 'other' };
  if (row.status === null) return { kind: 'under way' };
  const headers = JSON.parse(row.headers) as Record<string, string>;
  return { kind: 'again', answer: { status: row.status, headers, body: row.body } };
}

/** Keeps what the first was answered with. */
export async function keepAnswer(
  store: Store,
  request: RepeatableRequest,
  answer: KeptAnswer,
): Promise<void> {
  await store.db
    .updateTable('api_answers')
    .set({ status: answer.status, headers: JSON.stringify(answer.headers), body: answer.body })
    .where('key_id', '=', request.keyId)
    .where('idempotency_key', '=', request.idempotencyKey)
    .where('begun_at', '=', request.at)
    .execute();
}

/** Lets the next one be the first again: this one came to no answer. */
export async function dropRequest(store: Store, request: RepeatableRequest): Promise<void> {
  await store.db
    .deleteFrom('api_answers')
    .where('key_id', '=', request.keyId)
    .where('idempotency_key', '=', request.idempotencyKey)
    .where('begun_at', '=', request.at)
    .where('status', 'is', null)
    .execute();
}

export async function dropOldAnswers(store: Store, now: number): Promise<void> {
  await store.db
    .deleteFrom('api_answers')
    .where('begun_at', '<=', now - ANSWERS_KEPT_MS)
    .execute();
}

function rowOf(store: Store, { keyId, idempotencyKey }: RepeatableRequest) {
  return store.db
    .selectFrom('api_answers')
    .selectAll()
    .where('key_id', '=', keyId)
    .where('idempotency_key', '=', idempotencyKey)
    .executeTakeFirst();
}
