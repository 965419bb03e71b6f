import type { z } from 'zod';
import type { Problem } from '../api/v1/problem.ts';
import type { LiveKey } from '../newsroom/keys/api-keys.ts';
import type { Scope } from '../newsroom/keys/scope.ts';
import type { PublicRoom } from '../newsroom/public-room.ts';

/** What clients are told of a tool, so that they know when to ask the person in front of them. */
export interface Hints {
  /** It changes nothing. */
  readonly reads: boolean;
  /** What it changes cannot be had back by another call. */
  readonly ends: boolean;
  /** Called again with the same, it does no more. */
  readonly again: boolean;
}

/** What a tool says when it is a yes. */
export type Told =
  | { readonly kind: 'answer'; readonly body: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'picture'; readonly png: Uint8Array; readonly shows: string };

/** One thing that an agent may do. */
export interface AgentTool {
  readonly name: string;
  /** Of the API, by the name of its operation; null where it has none of that kind. */
  readonly route: string | null;
  readonly title: string;
  /** For the agent: what it does and when to use it. */
  readonly says: string;
  /** The one scope that a key needs for it. */
  readonly scope: Scope;
  readonly hints: Hints;
  readonly input: z.ZodObject;
  /** Null where it answers with a text or a picture. */
  readonly output: z.ZodType | null;
  readonly act: (
    room: PublicRoom,
    key: LiveKey,
    input: Readonly<Record<string, unknown>>,
  ) => Promise<Told | Problem>;
}

export const READS: Hints = { reads: true, ends: false, again: true };
/** A change that another one takes back. */
export const CHANGES: Hints = { reads: false, ends: false, again: true };
