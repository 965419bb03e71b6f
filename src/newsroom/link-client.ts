import type { Agent } from 'undici';
import { PrivateAddress, publicLookup, refusePrivateHost } from './private-address.ts';

/** One answer to one question; redirects are not followed. */
export interface LinkResponse {
  readonly status: number;
  /** The Location header; '' without one. */
  readonly location: string;
}

/** How a link is asked. @throws PrivateAddress for what is not asked; anything else when there is no answer */
export interface LinkClient {
  ask(url: URL, method: 'HEAD' | 'GET', signal: AbortSignal): Promise<LinkResponse>;
  close(): Promise<void>;
}

/**
 * A client that reaches public addresses alone and reads no bodies.
 * @param allowLoopback for a developer's machine
 */
export function openLinkClient({ allowLoopback }: { readonly allowLoopback: boolean }): LinkClient {
  let dispatcher: Agent | undefined;
  return {
    ask: async (url, method, signal) => {
      refusePrivateHost(url, allowLoopback);
      // Loaded with the first question: most looks at an issue ask none.
      const { Agent, request } = await import('undici');
      dispatcher ??= new Agent({ connect: { lookup: publicLookup(allowLoopback) }, pipelining: 1 });
      const { statusCode, headers, body } = await request(url, {
        method,
        dispatcher,
        signal,
        headers: { 'user-agent': 'verdicts-link-check', accept: '*/*' },
      });
      // Only the head is wanted, and the rest may be of any length.
      body.on('error', () => undefined).destroy();
      return { status: statusCode, location: String([headers.location ?? ''].flat()[0] ?? '') };
    },
    close: async () => dispatcher?.destroy(),
  };
}

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host is known, or this machine has no DNS',
  EAI_AGAIN: 'DNS does not answer',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  ENETUNREACH: 'this machine has no network',
  EHOSTUNREACH: 'the host cannot be reached',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

/** Why there was no answer, in words for an editor; the fault's own where we have none. */
export function faultInWords(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  const code = 'code' in fault ? String(fault.code) : '';
  return WORDS[code] ?? (fault.cause instanceof Error ? faultInWords(fault.cause) : fault.message);
}

/** The private address that a fault is about; null when it is another fault. */
export function privateAddressIn(fault: unknown): PrivateAddress | null {
  if (fault instanceof PrivateAddress) return fault;
  return fault instanceof Error && fault.cause !== undefined ? privateAddressIn(fault.cause) : null;
}
