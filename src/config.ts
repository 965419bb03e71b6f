import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatProblems } from './catalogue/problem.ts';
import { checkSchedule } from './issue/cron-slot.ts';
import { isLoopbackHost, mayBeLocal } from './machine/local.ts';
import { isSamePlace } from './machine/same-place.ts';
import type { HouseStyle } from './publication/house-style.ts';
import { readPublication } from './publication/read-publication.ts';
import { cataloguePlace, isCatalogueAddress, isPlainAddress } from './settings/catalogue-place.ts';
import { databaseFile, leftBehind } from './settings/database-place.ts';
import { readEnvFiles } from './settings/env-files.ts';
import { type Environment, EnvironmentSchema } from './settings/environment.ts';
import { type PublicationSettings, settingsOf } from './settings/of-publication.ts';
import { shownValue } from './settings/shown-value.ts';

/** Relative paths in the settings start here. */
export const PROJECT_ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** The publication that comes with the program. */
const SAMPLE_PUBLICATION = join(PROJECT_ROOT, 'data/sample');
/** Where the catalogue was before a publication was a folder: old settings still name it, and may have one there. */
const EARLIER_CATALOGUE = join(PROJECT_ROOT, 'data/catalogue.json');

/** Where `DATABASE_URL` is not set: what was tried out with the outbox never meets a real provider. */
export const OWN_DATABASE = `file:${databaseFile(PROJECT_ROOT, false)}`;
export const SAMPLE_DATABASE = `file:${databaseFile(PROJECT_ROOT, true)}`;
export const SAMPLE_EDITOR = 'editor@verdicts.example';

export type MailerName = Environment['MAIL_PROVIDER'][number];

/** Every setting, checked; paths and addresses are absolute. Secrets stay in here and are never logged. */
export interface Settings
  extends Omit<
      Environment,
      'DATABASE_URL' | 'CATALOGUE' | 'PUBLIC_URL' | 'EDITORS' | keyof PublicationSettings
    >,
    PublicationSettings {
  /** What the publication's file says; what a setting says over it is in the settings alone. */
  readonly style: HouseStyle;
  readonly DATABASE_URL: string;
  /** A file's absolute path, or the address it is fetched from (`isCatalogueAddress`). */
  readonly CATALOGUE: string;
  readonly PUBLIC_URL: string;
  readonly EDITORS: readonly string[];
  /** `MAIL_PROVIDER=outbox`, and nobody but visitors on this machine can be meant to come (`isDevelopment`). */
  readonly development: boolean;
  /** Where what was read comes from, said at the start; never a value. */
  readonly notes: readonly string[];
}

export type SettingsOutcome =
  | { readonly kind: 'ok'; readonly settings: Settings }
  | { readonly kind: 'bad'; readonly message: string };

/** Names of every setting, in the order of the contract: what `.env.example` is tested against. */
export const SETTING_NAMES = Object.keys(EnvironmentSchema.shape);

/**
 * Reads the environment once, with the publication's `.env` and, where it is meant, the program's (`ENV_FILE=off`: without
 * either). An empty value counts as not set.
 * @returns one message that lists every bad setting and everything wrong with the publication's file
 */
export function loadSettings(environment: NodeJS.ProcessEnv = process.env): SettingsOutcome {
  const { values, folder, unreadable, clashes, notes } = readEnvFiles(environment, {
    root: PROJECT_ROOT,
    sample: SAMPLE_PUBLICATION,
  });
  // What it would have said is not missing.
  if (unreadable.length > 0) return { kind: 'bad', message: formatProblems(unreadable) };
  const { good, problems } = readEach(values);
  for (const more of [clashes, missingTogether(good), movedDatabase(good, folder)]) {
    const told = new Set(problems.map(problem => problem.name));
    problems.push(...more.filter(problem => !told.has(problem.name)));
  }
  const publication = readPublication(folder);
  const faults = publication.kind === 'invalid' ? [formatProblems(publication.problems)] : [];
  if (problems.length > 0) faults.unshift([describe(problems, values), ...notes].join('\n'));
  if (publication.kind === 'invalid' || faults.length > 0) return { kind: 'bad', message: faults.join('\n') };
  return { kind: 'ok', settings: complete(good as Environment, publication.style, { folder, notes }) };
}

/** The publication's folder, whatever is wrong with it or with the settings. @returns absolute */
export function publicationFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return readEnvFiles(environment, { root: PROJECT_ROOT, sample: SAMPLE_PUBLICATION }).folder;
}

/** Each setting by itself, so that a bad one does not hide what the others lack. */
function readEach(values: Readonly<Record<string, string>>) {
  const problems: Problem[] = [];
  const good = Object.entries(EnvironmentSchema.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(values[name]);
    if (parsed.success) return [[name, parsed.data] as const];
    problems.push({ name, rule: `allowed: ${parsed.error.issues[0]?.message ?? 'another value'}` });
    return [];
  });
  return { good: Object.fromEntries(good) as Partial<Environment>, problems };
}

interface Problem {
  readonly name: string;
  /** What may stand there, or when it may not be missing. */
  readonly rule: string;
}

/** What no single setting can tell: settings that need one another. */
function missingTogether(environment: Partial<Environment>): Problem[] {
  const uses = (name: MailerName) => environment.MAIL_PROVIDER?.includes(name) ?? false;
  const problems: Problem[] = [];
  const need = (name: keyof Environment, because: string) => {
    if (environment[name] === undefined) problems.push({ name, rule: `needed ${because}` });
  };
  if (uses('resend')) need('RESEND_API_KEY', 'with MAIL_PROVIDER=resend');
  if (uses('ses')) need('AWS_REGION', 'with MAIL_PROVIDER=ses');
  if (environment.AWS_ACCESS_KEY_ID ?? environment.AWS_SECRET_ACCESS_KEY) {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const)
      need(name, 'as the two go together; with neither, the credentials are looked for as the AWS SDK does');
  }
  if (uses('postmark')) need('POSTMARK_SERVER_TOKEN', 'with MAIL_PROVIDER=postmark');
  if (uses('smtp')) need('SMTP_URL', 'with MAIL_PROVIDER=smtp');
  if (environment.MAIL_PROVIDER && environment.HOST && !isDevelopment(environment)) {
    need(
      'SECRET_KEYS',
      'outside development (MAIL_PROVIDER=outbox, HOST and PUBLIC_URL on loopback, TRUST_PROXY=0): at least 32 characters a key',
    );
  }
  if (environment.SMTP_DKIM_KEY ?? environment.SMTP_DKIM_DOMAIN ?? environment.SMTP_DKIM_SELECTOR) {
    for (const name of ['SMTP_DKIM_DOMAIN', 'SMTP_DKIM_SELECTOR', 'SMTP_DKIM_KEY'] as const) {
      need(name, 'to sign with DKIM: domain, selector and key go together');
    }
  }
  const bounces = (['BOUNCE_LISTEN', 'BOUNCE_MAILBOX', 'BOUNCE_HOOK_SECRET'] as const).find(
    name => environment[name] !== undefined,
  );
  if (bounces) need('BOUNCE_DOMAIN', `with ${bounces}: where bounces are sent to`);
  if (environment.BOUNCE_TLS_CERT ?? environment.BOUNCE_TLS_KEY) {
    for (const name of ['BOUNCE_TLS_CERT', 'BOUNCE_TLS_KEY'] as const) need(name, 'as the two go together');
  }
  if (
    environment.MAIL_PROVIDER &&
    environment.HOST &&
    isPlainAddress(environment.CATALOGUE ?? '') &&
    !isDevelopment(environment)
  ) {
    problems.push({ name: 'CATALOGUE', rule: 'allowed: an https address; http is for development alone' });
  }
  const { PICK_CRON: pick, SEND_CRON: send, PUBLICATION_TIMEZONE: zone = 'UTC' } = environment;
  if (pick && send) {
    for (const { setting, message } of checkSchedule(pick, send, zone))
      problems.push({ name: setting, rule: `allowed: ${message}` });
  }
  return problems;
}

/** A folder of its own brings a database of its own: whose readers were in the program's must say which they mean. */
function movedDatabase(
  { DATABASE_URL: url, MAIL_PROVIDER: mailers }: Partial<Environment>,
  folder: string,
): Problem[] {
  if (url !== undefined || mailers === undefined || mailers.join() === 'outbox') return [];
  const rule = leftBehind(homeOf(folder), PROJECT_ROOT);
  return rule === null ? [] : [{ name: 'DATABASE_URL', rule }];
}

/** The program's own place is the sample's; every other publication keeps what is its own beside its file. */
function homeOf(folder: string): string {
  return isSamePlace(folder, SAMPLE_PUBLICATION) ? PROJECT_ROOT : folder;
}

function complete(
  environment: Environment,
  style: HouseStyle,
  { folder, notes }: { readonly folder: string; readonly notes: readonly string[] },
): Settings {
  const isOutbox = environment.MAIL_PROVIDER.join() === 'outbox';
  const home = homeOf(folder);
  const database = environment.DATABASE_URL ?? `file:${databaseFile(home, isOutbox)}`;
  const development = isDevelopment(environment);
  const isFile = database.startsWith('file:') && database !== 'file::memory:';
  const ofPublication = settingsOf(environment, style, home);
  const catalogue = cataloguePlace(environment.CATALOGUE && placeFromRoot(environment.CATALOGUE), {
    folder,
    earlier: EARLIER_CATALOGUE,
    isSample: home === PROJECT_ROOT,
  });
  return {
    ...environment,
    ...ofPublication,
    style,
    PUBLICATION: folder,
    DATABASE_URL: isFile ? `file:${fromRoot(database.slice('file:'.length))}` : database,
    CATALOGUE: catalogue.path,
    OUTBOX_DIR: fromRoot(ofPublication.OUTBOX_DIR),
    BOUNCE_TLS_CERT: environment.BOUNCE_TLS_CERT && fromRoot(environment.BOUNCE_TLS_CERT),
    BOUNCE_TLS_KEY: environment.BOUNCE_TLS_KEY && fromRoot(environment.BOUNCE_TLS_KEY),
    PUBLIC_URL: environment.PUBLIC_URL ?? defaultUrl(environment.PORT),
    EDITORS: environment.EDITORS ?? (development ? [SAMPLE_EDITOR] : []),
    development,
    notes: catalogue.note === '' ? notes : [...notes, catalogue.note],
  };
}

const defaultUrl = (port: number) => `http://127.0.0.1:${port}`;

/**
 * Mails stay on this machine, and so does everybody who comes. A loopback HOST alone would not say so: a site behind a
 * proxy has one too.
 */
function isDevelopment({
  MAIL_PROVIDER,
  HOST = '',
  PUBLIC_URL = defaultUrl(0),
  TRUST_PROXY = 0,
}: Partial<Environment>): boolean {
  return (
    MAIL_PROVIDER?.join() === 'outbox' && isLoopbackHost(HOST) && mayBeLocal({ PUBLIC_URL, TRUST_PROXY })
  );
}

function placeFromRoot(place: string): string {
  return isCatalogueAddress(place) ? place : fromRoot(place);
}

function fromRoot(path: string): string {
  return isAbsolute(path) ? path : join(PROJECT_ROOT, path);
}

function describe(problems: readonly Problem[], values: Readonly<Record<string, string>>): string {
  const lines = problems.map(({ name, rule }) => `  ${name}: ${shownValue(name, values[name])}; ${rule}`);
  const count = problems.length === 1 ? 'One setting is' : `${problems.length} settings are`;
  return `${count} wrong or missing (set in the environment or in .env; .env.example lists them all):\n${lines.join('\n')}`;
}
