import type { Readable } from 'node:stream';
import { Agent, type Dispatcher, request } from 'undici';
import { type CatalogueFormat, formatOf } from '../../catalogue/catalogue.ts';
import { isLoopbackHost } from '../../machine/local.ts';
import { shownAddress } from '../../settings/catalogue-place.ts';
import { faultInWords, privateAddressIn } from '../link-client.ts';
import { publicLookup, refusePrivateHost } from '../private-address.ts';
import { ACCEPTED, BodyTooLarge, readBody, UnknownPacking } from './answer-body.ts';
import { isSigned, SIGNATURE_HEADER } from './body-signature.ts';
import { statusFault } from './status-fault.ts';

export interface CatalogueQuestion {
  readonly address: string;
  readonly token: string | undefined;
  /** undefined: signatures are not looked at. */
  readonly secrets: readonly string[] | undefined;
  /** Of the text in use, and the address (`shownAddress`) that gave it; '' for none. */
  readonly etag: string;
  readonly etagFrom: string;
  /** For a developer's machine: loopback, and http to it. */
  readonly allowLoopback: boolean;
  readonly signal: AbortSignal;
}

export interface FetchLimits {
  /** For the whole answer with its redirects, ms. */
  readonly deadlineMs: number;
  /** Packed or unpacked. */
  readonly bytes: number;
}

export const FETCH_LIMITS: FetchLimits = { deadlineMs: 30_000, bytes: 32 * 1_024 * 1_024 };

export type CatalogueAnswer =
  | {
      readonly kind: 'body';
      readonly bytes: Buffer;
      readonly format: CatalogueFormat;
      readonly etag: string;
      readonly etagFrom: string;
      readonly isSigned: boolean;
      /** The Content-Type header. */
      readonly type: string;
    }
  | { readonly kind: 'unchanged' }
  /** `refused`: an answer that is not good. `failed`: none came. */
  | AnswerFault;

export interface AnswerFault {
  readonly kind: 'refused' | 'failed';
  /** Whole sentences. */
  readonly reason: string;
  readonly fix: string;
}

const MOST_REDIRECTS = 5;

/** Asks for the catalogue. Whatever comes back, or does not, is an answer: never throws but for a fault of our own. */
export async function fetchCatalogue(
  question: CatalogueQuestion,
  limits: FetchLimits = FETCH_LIMITS,
): Promise<CatalogueAnswer> {
  const late = AbortSignal.timeout(limits.deadlineMs);
  const signal = AbortSignal.any([late, question.signal]);
  const dispatcher = new Agent({
    connect: { lookup: publicLookup(question.allowLoopback) },
    pipelining: 1,
    // A header without an end is as good as none.
    maxHeaderSize: 65_536,
  });
  try {
    return await follow({ ...question, signal }, limits, dispatcher);
  } catch (fault) {
    return answerFault(fault, { ...limits, isLate: late.aborted });
  } finally {
    await dispatcher.destroy();
  }
}

type Asked = CatalogueQuestion & { readonly signal: AbortSignal };

/** Follows redirects by hand: every step is judged as the first one was, and the token stays at home. */
async function follow(asked: Asked, limits: FetchLimits, dispatcher: Dispatcher): Promise<CatalogueAnswer> {
  const start = new URL(asked.address);
  let token = asked.token;
  let url = start;
  for (let steps = 0; steps <= MOST_REDIRECTS; steps += 1) {
    refusePrivateHost(url, asked.allowLoopback);
    if (!isAllowed(url, asked)) {
      return refused(
        `It redirects to ${shownAddress(url.href)}, which is not https.`,
        'Let the redirect end at an https address, or set CATALOGUE to where the catalogue is.',
      );
    }
    // Once it has left, it does not come back either: who redirects decides where to.
    if (url.origin !== start.origin) token = undefined;
    const { statusCode, headers, body } = await ask(asked, { url, token, dispatcher });
    const next = statusCode >= 300 && statusCode < 400 && statusCode !== 304 ? one(headers.location) : '';
    if (next === '')
      return readAnswer({ ...asked, url, statusCode, headers, body, isAway: token !== asked.token }, limits);
    body.on('error', () => undefined).destroy();
    const target = URL.parse(next, url);
    if (target === null) return refused('It redirects to something that is not a web address.', FIX_REDIRECT);
    url = target;
  }
  return refused(`It redirects more than ${MOST_REDIRECTS} times.`, FIX_REDIRECT);
}

const FIX_REDIRECT = 'Set CATALOGUE to the address where its redirects should end.';

function isAllowed(url: URL, { allowLoopback }: CatalogueQuestion): boolean {
  return (
    url.protocol === 'https:' || (url.protocol === 'http:' && allowLoopback && isLoopbackHost(url.hostname))
  );
}

function ask(
  { etag, etagFrom, signal }: Asked,
  { url, token, dispatcher }: { url: URL; token: string | undefined; dispatcher: Dispatcher },
) {
  return request(url, {
    dispatcher,
    signal,
    headers: {
      'user-agent': 'verdicts-catalogue',
      accept: 'application/json, application/x-ndjson, */*;q=0.1',
      'accept-encoding': ACCEPTED,
      ...(knows(url, { etag, etagFrom }) && { 'if-none-match': etag }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
  });
}

/** Whether an ETag is this address's own: to another it means nothing. */
function knows(url: URL, { etag, etagFrom }: Pick<CatalogueQuestion, 'etag' | 'etagFrom'>): boolean {
  return etag !== '' && etagFrom === shownAddress(url.href);
}

interface Arrived extends Asked {
  readonly url: URL;
  /** Redirects led elsewhere, where the token does not go. */
  readonly isAway: boolean;
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readable;
}

async function readAnswer(arrived: Arrived, limits: FetchLimits): Promise<CatalogueAnswer> {
  const { url, statusCode, headers, body, signal, secrets } = arrived;
  if (statusCode !== 200) {
    body.on('error', () => undefined).destroy();
    if (arrived.isAway && TOKEN_WANTED.has(statusCode)) return withoutToken(url, statusCode);
    if (statusCode !== 304) return { kind: 'refused', ...statusFault(statusCode) };
    if (knows(url, arrived)) return { kind: 'unchanged' };
    return refused(
      'It says that nothing has changed (304), though it was not asked whether anything has.',
      'Look at its server: it must answer 200 here.',
    );
  }
  if (Number(one(headers['content-length'])) > limits.bytes) {
    body.on('error', () => undefined).destroy();
    throw new BodyTooLarge();
  }
  const bytes = await readBody(body, one(headers['content-encoding']), { limit: limits.bytes, signal });
  if (secrets !== undefined) {
    const signature = [headers[SIGNATURE_HEADER] ?? ''].flat().join(' ');
    if (!isSigned(bytes, signature, secrets)) return unsigned(signature);
  }
  const type = one(headers['content-type']);
  return {
    kind: 'body',
    bytes,
    format: /ndjson|jsonl|json-seq/i.test(type) ? 'ndjson' : formatOf(url.pathname),
    etag: one(headers.etag),
    etagFrom: shownAddress(url.href),
    isSigned: secrets !== undefined,
    type,
  };
}

const TOKEN_WANTED = new Set([401, 403]);

function withoutToken(url: URL, statusCode: number): AnswerFault {
  return refused(
    `It redirects to ${shownAddress(url.href)}, where CATALOGUE_TOKEN is not sent, and the server there answered ${statusCode}.`,
    'Set CATALOGUE to that address.',
  );
}

function unsigned(signature: string): AnswerFault {
  return signature === ''
    ? refused(
        'It is not signed, and CATALOGUE_SECRET asks for a signature.',
        'Send the header Catalogue-Signature with it, or unset CATALOGUE_SECRET (docs/catalogue-over-http.md).',
      )
    : refused(
        'Its signature is wrong: it was changed on its way, or signed with another secret.',
        'Sign exactly the bytes that are served, with the key in CATALOGUE_SECRET.',
      );
}

function one(header: string | string[] | undefined): string {
  return [header ?? ''].flat()[0] ?? '';
}

function refused(reason: string, fix: string): AnswerFault {
  return { kind: 'refused', reason, fix };
}

function answerFault(fault: unknown, limits: FetchLimits & { readonly isLate: boolean }): AnswerFault {
  const hidden = privateAddressIn(fault);
  if (hidden) {
    return refused(
      `${hidden.where} was not contacted: it is on a private network.`,
      'Serve the catalogue from a public address, or from a file here.',
    );
  }
  if (fault instanceof BodyTooLarge) {
    return refused(
      `It is larger than ${Math.floor(limits.bytes / 1_048_576)} MB.`,
      'Look at what is served there; a catalogue that is really so large can be a file.',
    );
  }
  if (fault instanceof UnknownPacking) {
    return refused(
      `It is compressed with ${fault.message.slice(0, 40)}, which was not asked for.`,
      'Serve it plain, or compressed with gzip or br.',
    );
  }
  // Brotli's own faults are `ERR__ERROR_FORMAT_…`.
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  if (/^(?:Z_|ERR__ERROR_|ERR_BROTLI)/.test(code)) {
    return refused('It cannot be decompressed.', 'Look at its server: what is sent is not what it says.');
  }
  const reason = limits.isLate
    ? `There was no whole answer within ${limits.deadlineMs / 1_000} seconds.`
    : `There was no answer: ${faultInWords(fault)}.`;
  return { kind: 'failed', reason, fix: 'Check the address, and that its server is up.' };
}
