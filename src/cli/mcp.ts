import { EXIT, ForeseenEnd } from '../exit.ts';
import { agentOnServer } from '../issue/actor.ts';
import { isKeyName } from '../newsroom/keys/api-keys.ts';
import type { Scope } from '../newsroom/keys/scope.ts';
import { openToPublic } from '../newsroom/public-room.ts';
import { whenAskedToEnd, withApp } from './with-app.ts';

/** Serves one agent over stdin and stdout until it hangs up. What is said to people goes to stderr. */
export function mcpCommand(options: { readonly as: string; readonly scope: string }): Promise<number> {
  const scopes = scopesOf(options.scope);
  const name = options.as.trim();
  if (!isKeyName(name))
    throw new ForeseenEnd(EXIT.usage, `"${name}" cannot name an agent: use 1 to 60 letters and digits.`);
  return withApp(async app => {
    const { serveAgent } = await import('../mcp/serve-agent.ts');
    const room = await openToPublic(app, '');
    const at = app.now();
    const key = {
      ...{ id: 0, name, scopes, createdAt: at, createdBy: 'command line', lastUsedAt: at, revokedAt: null },
      who: agentOnServer(name),
    };
    const served = serveAgent(room, key);
    whenAskedToEnd(served.end);
    console.error(`An agent is served as "${key.who}", with ${scopes.join(', ')}. It cannot approve.`);
    await Promise.race([served.ended, app.lost]);
    return EXIT.done;
  });
}

/** No tool needs the one for readers. */
const SCOPES: readonly Scope[] = ['read', 'editorial', 'sending-control'];

function scopesOf(typed: string): readonly Scope[] {
  const named = typed
    .split(',')
    .map(scope => scope.trim())
    .filter(Boolean);
  const unknown = named.find(scope => !SCOPES.some(each => each === scope));
  if (unknown !== undefined || named.length === 0)
    throw new ForeseenEnd(
      EXIT.usage,
      `There is no scope "${unknown ?? ''}". Choose from: ${SCOPES.join(', ')}.`,
    );
  return SCOPES.filter(scope => named.includes(scope));
}
