import { open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EXIT, ForeseenEnd } from '../exit.ts';
import { KEYS_FILE, KEYS_PATH } from '../open-data/key-document.ts';
import { unreadableFile } from './unreadable-file.ts';

/** Where open data come from: a publication's site, or files that were fetched from one. */
export interface DataSource {
  /** As it was given, for the first line. */
  readonly name: string;
  readonly isStream: boolean;
  stream(): Promise<AsyncIterable<Uint8Array>>;
  keys(): Promise<Uint8Array>;
  /** Null where there is none. @param file `catalogue-<hash>.json` */
  catalogue(file: string): Promise<Uint8Array | null>;
}

const DEADLINE_MS = 60_000;
/** A catalogue of 100,000 tools has 200 MB. */
const MOST_BYTES = 400_000_000;

/**
 * @param place an address, with or without `.json`, or a file; beside the file stand `verdicts-key.json` and the
 *   catalogue
 * @throws ForeseenEnd with exit 2 for what is neither
 */
export function dataSource(place: string): DataSource {
  return /^https?:\/\//iu.test(place) ? siteSource(place) : fileSource(place);
}

function siteSource(place: string): DataSource {
  const url = URL.parse(place);
  if (url === null) throw new ForeseenEnd(EXIT.usage, `${place} is not a web address.`);
  url.hash = '';
  if (/^\/(?:issues|compare)\/[^/]+$/u.test(url.pathname) && !url.pathname.endsWith('.json'))
    url.pathname += '.json';
  return {
    name: url.href,
    isStream: url.pathname.endsWith('.ndjson'),
    stream: async () => bodyOf(url, await answered(url)),
    keys: async () => {
      const keys = new URL(KEYS_PATH, url);
      return whole(bodyOf(keys, await answered(keys)));
    },
    catalogue: async file => {
      const address = new URL(`/data/${file}`, url);
      const answer = await ask(address);
      if (answer.status === 404) return null;
      return whole(bodyOf(address, checked(address, answer)));
    },
  };
}

async function answered(url: URL): Promise<Response> {
  return checked(url, await ask(url));
}

async function ask(url: URL): Promise<Response> {
  try {
    // The document may not choose who else is asked: everything comes from the site that was named.
    return await fetch(url, { redirect: 'follow', signal: AbortSignal.timeout(DEADLINE_MS) });
  } catch (cause) {
    throw new ForeseenEnd(EXIT.broken, `${url.href} did not answer: ${reasonOf(cause)}.`, { cause });
  }
}

function checked(url: URL, answer: Response): Response {
  if (answer.ok) return answer;
  const why =
    answer.status === 404 ? 'there is nothing published at this address' : `status ${answer.status}`;
  throw new ForeseenEnd(answer.status === 404 ? EXIT.no : EXIT.broken, `${url.href}: ${why}.`);
}

async function* bodyOf(url: URL, { body }: Response): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  let size = 0;
  try {
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > MOST_BYTES) break;
      yield chunk;
    }
  } catch (cause) {
    throw new ForeseenEnd(EXIT.broken, `${url.href} broke off: ${reasonOf(cause)}.`, { cause });
  }
  if (size > MOST_BYTES) throw new ForeseenEnd(EXIT.no, `${url.href} is larger than ${MOST_BYTES} bytes.`);
}

/** All of it at once. */
export async function whole(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function fileSource(place: string): DataSource {
  const beside = (name: string) => join(dirname(place), name);
  return {
    name: place,
    isStream: /\.(?:ndjson|jsonl)$/iu.test(place),
    stream: async () => {
      const file = await open(place).catch((error: unknown) => {
        throw unreadableFile(place, error);
      });
      if (!(await file.stat()).isDirectory()) return file.createReadStream();
      await file.close();
      throw new ForeseenEnd(EXIT.usage, `${place} cannot be read: this is a directory.`);
    },
    keys: () =>
      readFile(beside(KEYS_FILE)).catch((cause: unknown) => {
        const what = `There is no ${KEYS_FILE} beside ${place}.`;
        throw new ForeseenEnd(
          EXIT.usage,
          `${what} Fetch ${KEYS_PATH} of the site, or name the key with --key.`,
          { cause },
        );
      }),
    catalogue: file => readFile(beside(file)).catch(() => null),
  };
}
