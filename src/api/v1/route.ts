import type { z } from 'zod';
import type { LiveKey } from '../../newsroom/keys/api-keys.ts';
import type { Scope } from '../../newsroom/keys/scope.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import type { Problem } from './problem.ts';

/** Whoever calls, and what they ask for, checked. */
export interface Call<P, Q, B> {
  readonly room: PublicRoom;
  readonly key: LiveKey;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The body's own bytes, for what must be kept as it was sent. */
  readonly bytes: Uint8Array;
  /** '' for a header that was not sent. */
  header(name: string): string;
}

export type Headers = Readonly<Record<string, string>>;

/** What a route answers with when it is a yes. */
export interface Answer<T> {
  readonly kind: 'answer';
  readonly body: T;
  /** The route's own when left out. */
  readonly status?: 200 | 201 | 202;
  readonly headers?: Headers;
}

/** The same as bytes of some type. */
export interface FileAnswer {
  readonly kind: 'file';
  readonly type: string;
  readonly bytes: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  readonly headers?: Headers;
}

export interface RouteSpec<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api/v1`, with `{parameters}`. */
  readonly path: string;
  /** The name of the operation in clients that are generated. */
  readonly id: string;
  /** The one scope that a key needs for it; null where any key will do. */
  readonly scope: Scope | null;
  readonly tag: string;
  readonly summary: string;
  /** What else a caller should know. */
  readonly says?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** The body is not read as JSON here: the act has a reader of its own for its bytes. `body` then only describes it. */
  readonly raw?: true;
  /** In bytes, of the body. */
  readonly limit?: number;
  readonly status?: 200 | 201 | 202;
  /** What a yes holds. Left out where it is a file. */
  readonly answer?: A;
  /** Types of a yes that is a file. */
  readonly types?: readonly string[];
  /** A POST that changes nothing: its answer is not kept, and comes anew each time. */
  readonly reads?: true;
  /** A yes has an ETag that a change goes by. */
  readonly tagged?: true;
  /** The change must name in If-Match what it was made on. */
  readonly conditional?: true;
  /** One that works on the data that docs and tests are about. */
  readonly example: {
    readonly params?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly act: (
    call: Call<z.infer<P>, z.infer<Q>, z.infer<B>>,
  ) => Promise<Answer<z.input<A>> | FileAnswer | Problem>;
}

/** A route whatever its parts are. */
export type ApiRoute = Omit<RouteSpec<z.ZodType, z.ZodType, z.ZodType, z.ZodType>, 'act'> & {
  readonly act: (call: Call<never, never, never>) => Promise<Answer<unknown> | FileAnswer | Problem>;
};

/** Ties what a route takes and gives to what it does. */
export function route<
  P extends z.ZodType = z.ZodObject,
  Q extends z.ZodType = z.ZodObject,
  B extends z.ZodType = z.ZodObject,
  A extends z.ZodType = z.ZodUnknown,
>(spec: RouteSpec<P, Q, B, A>): ApiRoute {
  return spec as unknown as ApiRoute;
}

export function answer<T>(body: T, more: Omit<Answer<T>, 'kind' | 'body'> = {}): Answer<T> {
  return { kind: 'answer', body, ...more };
}
