import { createMcpHandler } from '@modelcontextprotocol/server';
import type { LiveKey } from '../newsroom/keys/api-keys.ts';
import type { PublicRoom } from '../newsroom/public-room.ts';
import { agentServer } from './agent-server.ts';

/** Answers one HTTP request of an agent at a time, with a server made for its key; `authInfo.extra.key` says whose it is. */
export function openAgentHandler(room: PublicRoom) {
  return createMcpHandler(({ authInfo }) => agentServer(room, authInfo?.extra?.key as LiveKey), {
    // Nothing is ever told by itself: nobody holds a connection for it.
    maxSubscriptions: 0,
    onerror: error => room.log.debug({ err: error }, 'a request of an agent was refused'),
  });
}
