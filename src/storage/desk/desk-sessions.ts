import type { Store } from '../database.ts';

export interface DeskSession {
  readonly id: string;
  readonly email: string;
  readonly agentHash: string;
  /** The browser's own name, shortened. */
  readonly agent: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export async function keepSession(store: Store, session: DeskSession): Promise<void> {
  await store.db
    .insertInto('desk_sessions')
    .values({
      id: session.id,
      email: session.email,
      agent_hash: session.agentHash,
      agent: session.agent,
      created_at: session.createdAt,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** A session that has neither ended nor expired; null for any other. */
export async function openSession(store: Store, id: string, now: number): Promise<DeskSession | null> {
  const row = await store.db
    .selectFrom('desk_sessions')
    .selectAll()
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row ? toSession(row) : null;
}

/** Where an editor is signed in now, newest first. */
export async function sessionsOf(store: Store, email: string, now: number): Promise<DeskSession[]> {
  const rows = await store.db
    .selectFrom('desk_sessions')
    .selectAll()
    .where('email', '=', email)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map(toSession);
}

export async function endSession(store: Store, id: string, now: number): Promise<void> {
  await store.db
    .updateTable('desk_sessions')
    .set({ ended_at: now })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/** @returns how many ended */
export async function endSessionsOf(store: Store, email: string, now: number): Promise<number> {
  const ended = await store.db
    .updateTable('desk_sessions')
    .set({ ended_at: now })
    .where('email', '=', email)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
}

/** Forgets sessions that ended or ran out before `before`. */
export async function dropOldSessions(store: Store, before: number): Promise<void> {
  await store.db
    .deleteFrom('desk_sessions')
    .where(eb => eb.or([eb('expires_at', '<', before), eb('ended_at', '<', before)]))
    .execute();
}

function toSession(row: {
  id: string;
  email: string;
  agent_hash: string;
  agent: string;
  created_at: number;
  expires_at: number;
}): DeskSession {
  return {
    id: row.id,
    email: row.email,
    agentHash: row.agent_hash,
    agent: row.agent,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
