import { createServer } from 'node:net';
import { EXIT, ForeseenEnd } from '../exit.ts';

interface Place {
  readonly HOST: string;
  readonly PORT: number;
}

/** One of ours that is busy answers late, and must not be taken for another program. */
const ANSWER_MS = 5_000;

/**
 * Before anything is begun that would be for nothing.
 * @throws ForeseenEnd when the port cannot be opened
 */
export async function checkPortIsFree(place: Place): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(place.PORT, place.HOST, resolve);
    });
  } catch (error) {
    throw await portFault(place, error as NodeJS.ErrnoException);
  }
  await new Promise(resolve => server.close(resolve));
}

/** Why the port cannot be opened, and what to do. */
export async function portFault({ HOST, PORT }: Place, error: NodeJS.ErrnoException): Promise<ForeseenEnd> {
  const end = (why: string) => new ForeseenEnd(EXIT.usage, why, { cause: error });
  if (error.code !== 'EADDRINUSE')
    return end(`HOST ${HOST}, PORT ${PORT} cannot be opened: ${error.message}`);
  const address = `http://${HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST}:${PORT}`;
  return (await isOurs(address))
    ? end(
        `It is already running at ${address}: nothing was started or sent. To restart it, stop that one first (Ctrl-C where it runs).`,
      )
    : end(
        `PORT ${PORT} on ${HOST} is taken by another program. Stop it, or set PORT to a free one, such as ${PORT + 1}.`,
      );
}

async function isOurs(address: string): Promise<boolean> {
  try {
    const answer = await fetch(`${address}/healthz`, {
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return ((await answer.json()) as { status?: unknown } | null)?.status === 'ok';
  } catch {
    return false;
  }
}
