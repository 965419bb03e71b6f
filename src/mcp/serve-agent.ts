import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { LiveKey } from '../newsroom/keys/api-keys.ts';
import type { PublicRoom } from '../newsroom/public-room.ts';
import { agentServer } from './agent-server.ts';

/** Serves an agent on the pipe that this process was started with. */
export function serveAgent(
  room: PublicRoom,
  key: LiveKey,
): { readonly ended: Promise<void>; readonly end: () => void } {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const handle = serveStdio(() => agentServer(room, key), {
    maxSubscriptions: 0,
    onerror: error => room.log.debug({ err: error }, 'a message of an agent was refused'),
  });
  const end = () => void handle.close().finally(resolve);
  process.stdin.once('end', end).once('close', end);
  return { ended, end };
}
