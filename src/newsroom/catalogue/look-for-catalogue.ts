import { setTimeout as sleep } from 'node:timers/promises';
import { isCatalogueAddress, shownAddress } from '../../settings/catalogue-place.ts';
import {
  askForLook,
  type ClaimedLook,
  claimLook,
  fetchedCatalogue,
  type Look,
  releaseLook,
  settleLook,
} from '../../storage/issue/catalogue-looks.ts';
import { changePages } from '../../storage/issue/pages-version.ts';
import type { Newsroom } from '../newsroom.ts';
import { FETCH_LIMITS, type FetchLimits, fetchCatalogue } from './fetch-catalogue.ts';
import { judgeAnswer, OVERTAKEN } from './judge-answer.ts';
import { noticeOfLook } from './tell-of-catalogue.ts';

/** Fetching, checking 32 MB and storing it, ms: after that a look is given up for lost. */
const LEASE_MS = 120_000;
/** How often to ask whether another process has ended its look, ms. */
const WAIT_MS = 200;

const WAITING = 'another process is fetching the catalogue; its answer is waited for';

export interface LookOptions {
  /** Ends the look; it stays wanted. */
  readonly signal: AbortSignal;
  readonly limits?: FetchLimits;
}

/**
 * Looks for a new catalogue at its address and waits for what came of it; for a catalogue in a file, null. Of several
 * processes that want it at the same time one fetches, and all get its answer. Null also when it was asked to end.
 */
export async function lookForCatalogue(room: Newsroom, options: LookOptions): Promise<Look | null> {
  const { CATALOGUE: address } = room.settings;
  if (!isCatalogueAddress(address)) return null;
  const number = await askForLook(room.store, address);
  let isWaiting = false;
  while (!options.signal.aborted) {
    const own = await takeLook(room, address, options);
    if (own !== null) return own;
    const { answered, look, leaseUntil } = await fetchedCatalogue(room.store, address);
    if (!isWaiting) room.log.info({ until: new Date(leaseUntil).toISOString() }, WAITING);
    isWaiting = true;
    if (answered >= number && look !== null) return look;
    await sleep(WAIT_MS, undefined, { signal: options.signal }).catch(() => undefined);
  }
  return null;
}

/** Makes the look that is wanted; null when none is, or another process is at it. */
export async function takeLook(room: Newsroom, address: string, options: LookOptions): Promise<Look | null> {
  const claim = await claimLook(room.store, address, { now: room.now(), leaseMs: LEASE_MS });
  if (claim === null) return null;
  try {
    return await makeLook(room, claim, options);
  } catch (fault) {
    await releaseLook(room.store, claim);
    if (options.signal.aborted) return null;
    throw fault;
  }
}

async function makeLook(
  room: Newsroom,
  claim: ClaimedLook,
  { signal, limits = FETCH_LIMITS }: LookOptions,
): Promise<Look> {
  const { settings, store } = room;
  const { CATALOGUE_TOKEN: token, CATALOGUE_SECRET: secrets, development } = settings;
  // What was taken without a signature is asked for in full once signatures are wanted.
  const etag = secrets === undefined || claim.isSigned ? claim.etag : '';
  const answer = await fetchCatalogue(
    {
      address: claim.address,
      token,
      secrets,
      etag,
      etagFrom: claim.etagFrom,
      allowLoopback: development,
      signal,
    },
    limits,
  );
  signal.throwIfAborted();
  const found = await judgeAnswer(room, claim, answer);
  const { look } = found;
  const isWrong = look.kind === 'refused' || look.kind === 'failed';
  const tell = isWrong ? await noticeOfLook(room, { look, confirmedAt: claim.confirmedAt }) : null;
  const isSettled = await settleLook(store, claim, { ...found, now: room.now() }, async trx => {
    if (found.text) await changePages(trx);
    await tell?.(trx);
  });
  const about = { address: shownAddress(claim.address), look: look.kind };
  if (!isSettled) return OVERTAKEN;
  if (isWrong) room.log.warn({ ...about, reason: look.reason }, 'the catalogue was not taken over');
  else room.log.info(about, 'the catalogue was looked for');
  return look;
}
