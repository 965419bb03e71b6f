import { mkdtempSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { type App, composeNewsroom } from '../../src/compose.ts';
import { loadSettings } from '../../src/config.ts';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { outboxMailer } from '../../src/delivery/mailers/outbox.ts';
import { createPacer } from '../../src/delivery/pace.ts';
import type { NameServer } from '../../src/machine/name-server.ts';
import type { Store } from '../../src/storage/database.ts';
import { paceStore } from '../../src/storage/delivery/send-rate.ts';
import { firstStartedAt } from '../../src/storage/meta.ts';
import type { FixedClock } from './clock.ts';

/** The whole program but web and process, with a clock that tests move and an outbox of its own. */
export interface TestApp extends App {
  readonly outbox: string;
  /** Names of the mails of one kind in the outbox, sorted. */
  mails(kind: string): Promise<string[]>;
  /** The source of one mail. */
  read(kind: string, name: string): Promise<string>;
}

export async function openTestApp(
  store: Store,
  clock: FixedClock,
  options: {
    readonly settings?: Record<string, string>;
    readonly owner?: string;
    readonly mailer?: Mailer;
    /** In order of preference, in place of `mailer`. */
    readonly mailers?: readonly Mailer[];
    readonly lanes?: number;
    /** Stands between the program and its outbox. */
    readonly wrap?: (outbox: Mailer) => Mailer;
    /** Says nothing unless given. */
    readonly log?: Logger;
    readonly nameServer?: NameServer;
  } = {},
): Promise<TestApp> {
  const outbox = options.settings?.OUTBOX_DIR ?? mkdtempSync(join(tmpdir(), 'verdicts-outbox-'));
  const outcome = loadSettings({
    ENV_FILE: 'off',
    OUTBOX_DIR: outbox,
    SECRET_KEYS: 'test-key-'.repeat(4),
    EDITORS: 'editor@example.com',
    ...options.settings,
  });
  if (outcome.kind === 'bad') throw new Error(outcome.message);
  const { settings } = outcome;
  const owner = options.owner ?? 'test';
  const files = outboxMailer({ directory: outbox, clock: clock.now, instance: owner });
  const mailer = options.mailer ?? options.wrap?.(files) ?? files;
  const mailers = (options.mailers ?? [mailer]).map(each => ({
    mailer: each,
    pacer: createPacer(paceStore(store, each.name), null, clock.now),
    lanes: options.lanes ?? 1,
  }));
  await nameInstallation(store);
  const room = await composeNewsroom({
    settings,
    secrets: settings.SECRET_KEYS ?? [],
    store,
    mailers,
    owner,
    now: clock.now,
    ticks: clock.now,
    log: options.log ?? pino({ level: 'silent' }),
    ...(options.nameServer && { nameServer: options.nameServer }),
  });
  await firstStartedAt(store, clock.now());
  return {
    ...room,
    lost: new Promise(() => undefined),
    close: async () => {},
    outbox,
    mails: async kind => (await readdir(join(outbox, kind)).catch(() => [])).toSorted(),
    read: (kind, name) => readFile(join(outbox, kind, name), 'utf8'),
  };
}

/**
 * The same name for every database of a test app that has none: it stands in the links of a mail, and where the mail is the
 * same, what was rendered for one test is there for the next.
 */
async function nameInstallation(store: Store): Promise<void> {
  await store.db
    .insertInto('meta')
    .values({ key: 'installation-id', value: 'test'.padEnd(24, '0') })
    .onConflict(conflict => conflict.column('key').doNothing())
    .execute();
}
