import { createHash } from 'node:crypto';
import { printable } from '../../audience/visible-text.ts';
import { programNamed } from '../../issue/actor.ts';
import { type ApiKey, addApiKey, apiKeyOf, revokeApiKey } from '../../storage/api/api-keys.ts';
import { recordActivity } from '../../storage/issue/activity.ts';
import { inTransaction } from '../../storage/transaction.ts';
import { type Newsroom, type Refusal, refused } from '../newsroom.ts';
import { isScope, SCOPES, type Scope } from './scope.ts';

/** So that a secret that was leaked is known for one, by people and by scanners. */
const PREFIX = 'vk_';
/** Of 64 letters each: as many as 32 random bytes make. */
const SECRET_LENGTH = 43;
const SECRET = new RegExp(`^${PREFIX}[\\w-]{${SECRET_LENGTH}}$`);
/** It stands in the log, and no address ever does: without @. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u;

/** Whether a key, or an agent without one, may be called so. */
export function isKeyName(name: string): boolean {
  return NAME.test(name);
}

/** A key as requests are judged by it. */
export interface LiveKey extends Omit<ApiKey, 'scopes'> {
  readonly scopes: readonly Scope[];
  /** As the log names it. */
  readonly who: string;
}

export type KeyOutcome =
  /** `secret` is shown to whoever made it, now or never. */
  { readonly kind: 'made'; readonly id: number; readonly name: string; readonly secret: string } | Refusal;

/**
 * Makes a key for another program.
 * @param request.by an editor's address, or `command line`
 */
export async function createKey(
  room: Pick<Newsroom, 'store' | 'now' | 'newSecret'>,
  request: { readonly name: string; readonly scopes: readonly string[]; readonly by: string },
): Promise<KeyOutcome> {
  const name = request.name.trim();
  if (!isKeyName(name))
    return refused(
      `"${printable(name)}" cannot be the name of a key.`,
      'Use 1 to 60 letters, digits, spaces, dots, underscores and hyphens, beginning with a letter or a digit.',
    );
  const unknown = request.scopes.find(scope => !isScope(scope));
  if (unknown !== undefined || request.scopes.length === 0)
    return refused(
      unknown === undefined ? 'No scope is given.' : `There is no scope "${printable(unknown)}".`,
      `Choose from: ${SCOPES.join(', ')}.`,
    );
  const scopes = SCOPES.filter(scope => request.scopes.includes(scope));
  const secret = `${PREFIX}${(room.newSecret() + room.newSecret()).slice(0, SECRET_LENGTH)}`;
  const { by } = request;
  const at = room.now();
  const id = await inTransaction(room.store, async trx => {
    const added = await addApiKey(trx, { name, secretSha256: digestOf(secret), scopes, at, by });
    const detail = `${name} (${scopes.join(', ')})`;
    if (added !== null)
      await recordActivity(trx, { at, week: '', who: by, action: 'key made', detail, contentHash: '' });
    return added;
  });
  if (id === null)
    return refused(`A key in use is called "${name}".`, 'Choose another name, or withdraw that one first.');
  return { kind: 'made', id, name, secret };
}

/** Ends a key at once and for good. @param by as for `createKey` */
export async function withdrawKey(
  room: Pick<Newsroom, 'store' | 'now'>,
  id: number,
  by: string,
): Promise<{ readonly kind: 'withdrawn'; readonly name: string } | Refusal> {
  const at = room.now();
  const key = await inTransaction(room.store, async trx => {
    const ended = await revokeApiKey(trx, id, at);
    if (ended)
      await recordActivity(trx, {
        at,
        week: '',
        who: by,
        action: 'key withdrawn',
        detail: ended.name,
        contentHash: '',
      });
    return ended;
  });
  if (!key) return refused(`No key in use has the number ${id}.`, 'Look at the list of keys.');
  return { kind: 'withdrawn', name: key.name };
}

/** The key in use with this secret; null for any other text, which is not looked for when it cannot be one. */
export async function keyWithSecret(room: Pick<Newsroom, 'store'>, secret: string): Promise<LiveKey | null> {
  if (!SECRET.test(secret)) return null;
  const key = await apiKeyOf(room.store, digestOf(secret));
  return key && { ...key, scopes: key.scopes.filter(isScope), who: programNamed(key.name) };
}

/** Nobody can guess 256 bits: a plain digest is as good as a slow one, and can be looked up. */
function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
