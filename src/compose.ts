import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { createKeyring, type Keyring } from './audience/token.ts';
import { loadSettings, type MailerName, PROJECT_ROOT, type Settings } from './config.ts';
import { openMailer } from './delivery/mailers/open-mailer.ts';
import { createPacer } from './delivery/pace.ts';
import { createReturnPath, type ReturnPath } from './delivery/return-path.ts';
import type { PacedMailer } from './delivery/sender.ts';
import { EXIT, ForeseenEnd } from './exit.ts';
import { openLog } from './machine/log.ts';
import { type NameServer, openNameServer } from './machine/name-server.ts';
import { keepPrivate } from './machine/private-place.ts';
import { VERSION } from './machine/version.ts';
import { cleanFile } from './newsroom/clean-file.ts';
import { KeyUses } from './newsroom/keys/key-uses.ts';
import type { Newsroom } from './newsroom/newsroom.ts';
import { developmentKey } from './settings/development-key.ts';
import { type Clock, openClock } from './storage/clock.ts';
import { openStore, type Store, type StoreOptions } from './storage/database.ts';
import { DatabaseFault } from './storage/database-fault.ts';
import { batchStore } from './storage/delivery/batches.ts';
import { freezeStore } from './storage/delivery/freezes.ts';
import { templateStore } from './storage/delivery/mail-templates.ts';
import { paceStore } from './storage/delivery/send-rate.ts';
import { singleMailStore } from './storage/delivery/single-mails.ts';
import { issueStore } from './storage/issue/issues.ts';
import { noticeStepBack } from './storage/latest-time.ts';
import { addressHasher, firstStartedAt, installationId } from './storage/meta.ts';
import { migrate, schemaState } from './storage/migrate.ts';
import { LONG_WORK } from './storage/postgres-patience.ts';
import { aheadWords, timesAhead } from './storage/times-ahead.ts';

/** The whole program, put together: the only place that sees every part. */
export interface App extends Newsroom {
  /** Settles when the database is no longer the one that was opened: nothing may go on. */
  readonly lost: Promise<DatabaseFault>;
  close(): Promise<void>;
}

/**
 * Reads the settings, opens the database and builds everything from them.
 * @param options.patience with Postgres; as for everyday work when absent
 * @param options.cacheKb with SQLite; as for a server when absent
 * @throws ForeseenEnd with one message for wrong settings (exit 2) or a database that cannot serve (exit 3)
 */
export async function openApp(options: Pick<StoreOptions, 'patience' | 'cacheKb'> = {}): Promise<App> {
  const outcome = loadSettings();
  if (outcome.kind === 'bad') throw new ForeseenEnd(EXIT.usage, outcome.message);
  const { settings } = outcome;
  const log = openLog(settings.LOG_LEVEL);
  // Where earlier versions kept everything, open to others. Below a publication's folder ours was made private from the
  // first; what else is called `var` there is somebody's own.
  keepPrivate(join(PROJECT_ROOT, 'var'));
  const lost = Promise.withResolvers<DatabaseFault>();
  const store = await openReadyStore(settings, {
    onNotice: (message, waitMs) => log.warn(waitMs === undefined ? {} : waitLine(message, waitMs), message),
    onLost: lost.resolve,
    ...options,
  });
  try {
    return { ...(await openOver(store, settings, log)), lost: lost.promise };
  } catch (fault) {
    // Nobody else will, and an open connection keeps a process alive that has failed.
    await store.db.destroy();
    throw fault;
  }
}

async function openOver(store: Store, settings: Settings, log: Logger): Promise<Omit<App, 'lost'>> {
  const clock = await openClock(store);
  const { now } = clock;
  // Names this process in leases and in the outbox's temporary files.
  const instance = `${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`;
  const mailers: PacedMailer[] = [];
  try {
    const secrets = settings.SECRET_KEYS ?? [developmentKey(PROJECT_ROOT)];
    const returnPath = await openReturnPath(settings, store, createKeyring(secrets));
    mailers.push(...(await openMailers({ settings, store, instance, now, returnPath })));
    const room = await composeNewsroom({ settings, secrets, store, mailers, owner: instance, now, log });
    await lookAtClock(store, now(), log);
    return { ...room, close: () => close({ store, log, now }, mailers, clock) };
  } catch (fault) {
    clock.close();
    for (const { mailer } of mailers) await mailer.close();
    throw fault;
  }
}

/** As a pause of the mail API is told: for what, and until when. */
function waitLine(reason: string, waitMs: number) {
  return { reason, until: new Date(Date.now() + waitMs).toISOString() };
}

/** Before anything goes by stored times: those that lie ahead are named, and not believed. */
async function lookAtClock(store: Store, now: number, log: Logger): Promise<void> {
  const ahead = aheadWords(await timesAhead(store, now));
  if (ahead !== '') log.warn(ahead);
  await noticeStepBack(store, now);
  await firstStartedAt(store, now);
}

/** The newsroom over an open, migrated database: what tests and proofs compose with parts of their own. */
export async function composeNewsroom(
  parts: Pick<Newsroom, 'settings' | 'store' | 'mailers' | 'owner' | 'now' | 'log'> & {
    /** The process's own when absent. */
    readonly ticks?: () => number;
    /** This machine's when absent. */
    readonly nameServer?: NameServer;
    readonly secrets: readonly string[];
  },
): Promise<Newsroom> {
  const { secrets, ...rest } = parts;
  const { settings, store } = parts;
  // Its salt is made here: the first to ask for it may be a page, and pages write nothing.
  await addressHasher(store);
  const keyring = createKeyring(secrets);
  return {
    ticks: () => performance.now(),
    nameServer: openNameServer(),
    ...rest,
    // Sign-in links hold one: without `-`, no part of it looks like a word of its own (docs/decisions/148).
    newSecret: () => randomBytes(24).toString('base64url').replaceAll('-', '_'),
    keyUses: new KeyUses(),
    schedule: {
      pick: settings.PICK_CRON,
      send: settings.SEND_CRON,
      zone: settings.PUBLICATION_TIMEZONE,
      localTime: settings.SEND_LOCAL_TIME,
    },
    issues: issueStore(store),
    freezes: freezeStore(store),
    batches: batchStore(store),
    templates: templateStore(store),
    singleMails: singleMailStore(store),
    keyring,
    returnPath: await openReturnPath(settings, store, keyring),
    installationId: await installationId(store),
  };
}

/** For commands that need nothing but the settings. */
export function settingsOrEnd(): Settings {
  const outcome = loadSettings();
  if (outcome.kind === 'bad') throw new ForeseenEnd(EXIT.usage, outcome.message);
  return outcome.settings;
}

/** Most starts find nothing to migrate: those have the limits of everyday work, so that a silent database ends them too. */
async function openReadyStore({ DATABASE_URL: url }: Settings, options: StoreOptions): Promise<Store> {
  let store: Store | undefined;
  try {
    store = openStore(url, options);
    if (store.dialect === 'postgres') {
      if (await isMigrated(store)) return store;
      await store.db.destroy();
      store = openStore(url, { ...options, patience: LONG_WORK });
    }
    const outcome = await migrate(store);
    if (outcome.kind === 'ready' && store.dialect === 'sqlite') return store;
    await store.db.destroy();
    if (outcome.kind === 'ready') return openStore(url, options);
    throw new ForeseenEnd(
      EXIT.broken,
      `The database was written by a newer version of this program than this one, ${VERSION} (it knows ${outcome.unknown.join(', ')}). Nothing was ` +
        'changed. Update the program, or point DATABASE_URL at another database; how to go back to an older version is in docs/updating.md.',
    );
  } catch (error) {
    if (error instanceof ForeseenEnd) throw error;
    await store?.db.destroy();
    const place = url.startsWith('file:') ? url : 'the Postgres of DATABASE_URL';
    const why = error instanceof Error ? error.message : String(error);
    throw new ForeseenEnd(EXIT.broken, `The database could not be opened (${place}): ${why}`, {
      cause: error,
    });
  }
}

async function isMigrated(store: Store): Promise<boolean> {
  try {
    return (await schemaState(store)) === 'current';
  } catch (error) {
    if (error instanceof DatabaseFault) throw error;
    // It has no table of migrations yet.
    return false;
  }
}

/** Null where bounces come to nobody. */
async function openReturnPath(
  { BOUNCE_DOMAIN: setting }: Settings,
  store: Store,
  keyring: Keyring,
): Promise<ReturnPath | null> {
  if (setting === undefined) return null;
  return createReturnPath({ setting, keyring, installationId: await installationId(store) });
}

async function openMailers(parts: {
  readonly settings: Settings;
  readonly store: Store;
  readonly instance: string;
  readonly now: () => number;
  readonly returnPath: ReturnPath | null;
}): Promise<PacedMailer[]> {
  const { settings, store, instance, now, returnPath } = parts;
  return Promise.all(
    settings.MAIL_PROVIDER.map(async name => {
      const { rate, ...lanes } = limitsOf(settings, name);
      const mailer = await openMailer(settings, name, instance, now, returnPath);
      return { mailer, pacer: createPacer(paceStore(store, name), rate, now), ...lanes };
    }),
  );
}

/** 0.4 MB of body each while it waits for its answer; at 200 ms an answer that is 24,000 mails a second. */
const MOST_LANES = 48;

/** Requests a second (null for no limit) and lanes (docs/decisions/131, 198). */
function limitsOf(
  { MAIL_RATE: rate, MAIL_WIRE: wire }: Settings,
  name: MailerName,
): { readonly rate: number | 'auto' | null } & Pick<PacedMailer, 'lanes' | 'mostLanes'> {
  switch (name) {
    case 'outbox':
      return { rate: null, lanes: 1 };
    case 'resend':
      return { rate, lanes: wire === 'thin' ? 8 : 4, mostLanes: MOST_LANES };
    case 'smtp':
      return { rate: rate === 'auto' ? null : rate, lanes: 8 };
    // Without keys: what a kill leaves unclear is what was under way.
    case 'ses':
      return { rate, lanes: wire === 'thin' ? 2 : 4 };
    case 'postmark':
      return { rate: rate === 'auto' ? null : rate, lanes: 2 };
  }
}

async function close(
  { store, log, now }: { readonly store: Store; readonly log: Logger; readonly now: () => number },
  mailers: readonly PacedMailer[],
  clock: Clock,
): Promise<void> {
  clock.close();
  for (const { mailer } of mailers) await mailer.close();
  await cleanFile({ store, log, now }, 'at the end');
  await store.db.destroy();
  log.flush();
}
