import { setTimeout as sleep } from 'node:timers/promises';
import { isCatalogueAddress, shownAddress } from '../../settings/catalogue-place.ts';
import {
  askForPull,
  type ClaimedPull,
  claimPull,
  type FoundAnswer,
  joinPull,
  releasePull,
  settlePull,
} from '../../storage/issue/catalogue-pulls.ts';
import { fetchedCatalogue, type Pull } from '../../storage/issue/fetched-catalogue.ts';
import { changePages } from '../../storage/issue/pages-version.ts';
import type { Newsroom } from '../newsroom.ts';
import { hasCatalogue } from './current-catalogue.ts';
import { type CatalogueQuestion, FETCH_LIMITS, type FetchLimits, fetchCatalogue } from './fetch-catalogue.ts';
import { judgeAnswer, UNJUDGED } from './judge-answer.ts';
import { noticeOfPull } from './tell-of-catalogue.ts';

/** Fetching, checking 32 MB and storing it, ms: after that a pull is given up for lost. */
const LEASE_MS = 120_000;
/** How often to ask whether another process has ended its pull, ms. */
const WAIT_MS = 200;

const WAITING = 'another process is fetching the catalogue; its answer is waited for';

export interface PullOptions {
  /** Ends the pull; it stays wanted. */
  readonly signal: AbortSignal;
  readonly limits?: FetchLimits;
  /** Content with the answer of a pull that is under way; otherwise one is made that begins now. */
  readonly joins?: boolean;
}

/**
 * Looks for a new catalogue at its address and waits for what came of it; for a catalogue in a file, null. Of several
 * processes that want it at the same time one fetches, and all get its answer. Null also when it was asked to end.
 */
export async function pullCatalogue(room: Newsroom, options: PullOptions): Promise<Pull | null> {
  const { CATALOGUE: address } = room.settings;
  if (!isCatalogueAddress(address)) return null;
  const number = await (options.joins ? joinPull : askForPull)(room.store, address);
  let isWaiting = false;
  while (!options.signal.aborted) {
    const own = await takePull(room, address, options);
    if (own !== null) return own;
    const { answered, pull, leaseUntil } = await fetchedCatalogue(room.store, address);
    if (answered >= number && pull !== null) return pull;
    if (!isWaiting && leaseUntil > 0) {
      room.log.info({ until: new Date(leaseUntil).toISOString() }, WAITING);
      isWaiting = true;
    }
    await sleep(WAIT_MS, undefined, { signal: options.signal }).catch(() => undefined);
  }
  return null;
}

/** Makes the pull that is wanted; null when none is, or another process is at it or has overtaken this one. */
export async function takePull(room: Newsroom, address: string, options: PullOptions): Promise<Pull | null> {
  const claim = await claimPull(room.store, address, { now: room.now(), leaseMs: LEASE_MS });
  if (claim === null) return null;
  try {
    return await makePull(room, claim, options);
  } catch (fault) {
    await releasePull(room.store, claim);
    if (options.signal.aborted) return null;
    throw fault;
  }
}

async function makePull(
  room: Newsroom,
  taken: ClaimedPull,
  { signal, limits = FETCH_LIMITS }: PullOptions,
): Promise<Pull | null> {
  const claim = await asInUse(room, taken);
  const about = { address: shownAddress(claim.address) };
  room.log.info({ ...about, atMostMs: limits.deadlineMs }, 'the catalogue is asked for');
  const answer = await fetchCatalogue({ ...questionOf(room, claim), signal }, limits);
  signal.throwIfAborted();
  const pull = await judgeAnswer(room, claim, answer)
    .then(found => settle(room, claim, found))
    .catch((fault: unknown) => {
      room.log.error({ ...about, err: fault }, 'an answer for the catalogue could not be judged or kept');
      // Left unsettled it would be fetched again every second, and nobody would be told why.
      return settle(room, claim, UNJUDGED);
    });
  if (pull === null)
    room.log.warn(about, 'another process has pulled the catalogue since; what it found counts');
  else if (pull.kind === 'kept' || pull.kind === 'unchanged')
    room.log.info({ ...about, pull: pull.kind }, 'the catalogue has been asked for');
  else room.log.warn({ ...about, reason: pull.reason }, 'the new catalogue was not accepted');
  return pull;
}

/** A text in use that a newer checker refuses is as good as none: the server is asked for it in full, and it is judged anew. */
async function asInUse(room: Newsroom, claim: ClaimedPull): Promise<ClaimedPull> {
  if (claim.version === '' || (await hasCatalogue(room))) return claim;
  return { ...claim, version: '', etag: '', etagFrom: '', confirmedAt: null };
}

/** Writes down what was found and tells the editors of trouble. @returns null when another process has pulled since */
async function settle(room: Newsroom, claim: ClaimedPull, found: FoundAnswer): Promise<Pull | null> {
  const { pull } = found;
  const tell = pull.reason === '' ? null : await noticeOfPull(room, { pull, confirmedAt: claim.confirmedAt });
  const isSettled = await settlePull(room.store, claim, { ...found, now: room.now() }, async trx => {
    if (found.text) await changePages(trx);
    await tell?.(trx);
  });
  return isSettled ? pull : null;
}

function questionOf({ settings }: Newsroom, claim: ClaimedPull): Omit<CatalogueQuestion, 'signal'> {
  const { CATALOGUE_TOKEN: token, CATALOGUE_SECRET: secrets, development } = settings;
  const { address, etag, etagFrom, isSigned } = claim;
  return {
    address,
    token,
    secrets,
    // What was taken without a signature is asked for in full once signatures are wanted.
    etag: secrets === undefined || isSigned ? etag : '',
    etagFrom,
    allowLoopback: development,
  };
}
