import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { checkSchedule } from './issue/cron-slot.ts';
import { parseSendWindow } from './issue/send-window.ts';
import { isLoopbackHost, mayBeLocal } from './machine/local.ts';
import { address, mailbox } from './settings/mailbox.ts';
import { publicOrigin, webAddress } from './settings/web-address.ts';

/** Relative paths in the settings start here. */
export const PROJECT_ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Where `DATABASE_URL` is not set: what was tried out with the outbox never meets a real provider. */
export const OWN_DATABASE = `file:${join(PROJECT_ROOT, 'var/verdicts.db')}`;
export const SAMPLE_DATABASE = `file:${join(PROJECT_ROOT, 'var/sample.db')}`;
export const SAMPLE_EDITOR = 'editor@verdicts.example';
export const SAMPLE_POSTAL_ADDRESS = 'Weekly AI Tool Verdicts, 1 Sample Street, 00000 Exampleton';

const text = z.string().min(1);
const onOff = z.enum(['on', 'off']).transform(value => value === 'on');
const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine(value => value >= min && value <= max, `a whole number from ${min} to ${max}`);
const list = z.string().transform(value =>
  value
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== ''),
);

const EnvironmentSchema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^(file:.+|postgres(ql)?:\/\/.+)$/, 'file:./path.db or postgres://user:pass@host/name')
    .optional(),
  CATALOGUE: text.default('./data/catalogue.json'),
  MAIL_PROVIDER: list
    .pipe(z.array(z.enum(['outbox', 'resend', 'smtp'], 'outbox, resend or smtp; several with commas')).min(1))
    .refine(names => new Set(names).size === names.length, 'each mailer once')
    .prefault('outbox'),
  MAIL_WIRE: z.enum(['full', 'thin'], 'full or thin').default('full'),
  OUTBOX_DIR: text.default('./var/outbox'),
  RESEND_API_KEY: text.optional(),
  RESEND_BASE_URL: webAddress.optional(),
  // Several with commas while a secret is being rotated.
  RESEND_WEBHOOK_SECRET: list
    .pipe(
      z
        .array(z.string().regex(/^whsec_[A-Za-z0-9+/]+=*$/, 'whsec_ and base64, as the mail API shows it'))
        .min(1),
    )
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/.+/, 'smtp://user:pass@host:port or smtps://…')
    .optional(),
  MAIL_RATE: z
    .string()
    .refine(value => value === 'auto' || Number(value) > 0, 'auto or requests per second, above 0')
    .transform(value => (value === 'auto' ? ('auto' as const) : Number(value)))
    .prefault('auto'),
  MAIL_FROM: mailbox.default('Weekly AI Tool Verdicts <verdicts@verdicts.example>'),
  MAIL_REPLY_TO: mailbox.default('editor@verdicts.example'),
  POSTAL_ADDRESS: text.default(SAMPLE_POSTAL_ADDRESS),
  PUBLIC_URL: publicOrigin.optional(),
  HOST: text.default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).prefault('3000'),
  SECRET_KEYS: list
    .pipe(z.array(z.string().min(32, 'keys of at least 32 characters, comma-separated, newest first')).min(1))
    .optional(),
  PUBLICATION_NAME: text.default('Weekly AI Tool Verdicts'),
  PUBLICATION_TIMEZONE: z.string().refine(isZone, 'an IANA time zone such as Europe/Prague').default('UTC'),
  PICK_CRON: text.default('0 9 * * MON'),
  SEND_CRON: text.default('0 9 * * THU'),
  SEND_LOCAL_TIME: onOff.prefault('off'),
  PAIRINGS_PER_ISSUE: wholeNumber(1, 10).prefault('3'),
  TEMPLATE_ENGINE: z.enum(['react', 'mjml'], 'react or mjml').default('react'),
  EDITORS: list.pipe(z.array(address)).optional(),
  SEND_WINDOW: z
    .string()
    .transform((value, context) => {
      const window = parseSendWindow(value);
      if (window.kind === 'bad') {
        context.addIssue({ code: 'custom', message: 'any, or days and hours such as MON-FRI 07:00-19:00' });
        return z.NEVER;
      }
      return window;
    })
    .prefault('any'),
  APPROVAL_BY_OTHER: onOff.prefault('off'),
  SEED_LIST: list.pipe(z.array(address)).prefault(''),
  SEND_LEASE_S: wholeNumber(2, 3_600).prefault('20'),
  PICK_SEED: text.default('0'),
  TRUST_PROXY: wholeNumber(0, 10).prefault('0'),
  SMTP_DKIM_DOMAIN: text.optional(),
  SMTP_DKIM_SELECTOR: text.optional(),
  SMTP_DKIM_KEY: text.optional(),
  MAIL_UNSUBSCRIBE: address.optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,}$/, 'at least 16 characters without spaces')
    .optional(),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'trace, debug, info, warn, error, fatal or silent',
    )
    .default('info'),
});

type Environment = z.infer<typeof EnvironmentSchema>;

export type MailerName = Environment['MAIL_PROVIDER'][number];

/** Every setting, checked; paths and addresses are absolute. Secrets stay in here and are never logged. */
export interface Settings extends Omit<Environment, 'DATABASE_URL' | 'PUBLIC_URL' | 'EDITORS'> {
  readonly DATABASE_URL: string;
  readonly PUBLIC_URL: string;
  readonly EDITORS: readonly string[];
  /** `MAIL_PROVIDER=outbox`, and nobody but visitors on this machine can be meant to come (`isDevelopment`). */
  readonly development: boolean;
}

export type SettingsOutcome =
  | { readonly kind: 'ok'; readonly settings: Settings }
  | { readonly kind: 'bad'; readonly message: string };

/** Names of every setting, in the order of the contract: what `.env.example` is tested against. */
export const SETTING_NAMES = Object.keys(EnvironmentSchema.shape);

const SECRET_NAMES = new Set([
  'DATABASE_URL',
  'RESEND_API_KEY',
  'RESEND_WEBHOOK_SECRET',
  'SMTP_URL',
  'SECRET_KEYS',
  'SMTP_DKIM_KEY',
  'METRICS_TOKEN',
]);

/**
 * Reads the environment once, over the `.env` file in the project's root (`ENV_FILE=off`: without it).
 * An empty value counts as not set.
 * @returns one message that lists every bad setting, what was read and what is allowed
 */
export function loadSettings(environment: NodeJS.ProcessEnv = process.env): SettingsOutcome {
  const values = withoutEmpty({ ...readEnvFile(environment), ...withoutEmpty(environment) });
  const { good, problems } = readEach(values);
  const told = new Set(problems.map(problem => problem.name));
  problems.push(...missingTogether(good).filter(problem => !told.has(problem.name)));
  if (problems.length > 0) return { kind: 'bad', message: describe(problems, values) };
  return { kind: 'ok', settings: complete(good as Environment) };
}

/** Each setting by itself, so that a bad one does not hide what the others lack. */
function readEach(values: Readonly<Record<string, string>>) {
  const problems: Problem[] = [];
  const good = Object.entries(EnvironmentSchema.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(values[name]);
    if (parsed.success) return [[name, parsed.data] as const];
    problems.push({ name, allowed: parsed.error.issues[0]?.message ?? 'another value' });
    return [];
  });
  return { good: Object.fromEntries(good) as Partial<Environment>, problems };
}

function readEnvFile(environment: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const file = resolve(PROJECT_ROOT, environment.ENV_FILE ?? '.env');
  return environment.ENV_FILE === 'off' || !existsSync(file) ? {} : parseEnv(readFileSync(file, 'utf8'));
}

function withoutEmpty(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1].trim() !== '',
    ),
  );
}

interface Problem {
  readonly name: string;
  readonly allowed: string;
}

/** What no single setting can tell: settings that need one another. */
function missingTogether(environment: Partial<Environment>): Problem[] {
  const uses = (name: MailerName) => environment.MAIL_PROVIDER?.includes(name) ?? false;
  const problems: Problem[] = [];
  const need = (name: keyof Environment, because: string) => {
    if (environment[name] === undefined) problems.push({ name, allowed: `needed ${because}` });
  };
  if (uses('resend')) need('RESEND_API_KEY', 'with MAIL_PROVIDER=resend');
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
  const { PICK_CRON: pick, SEND_CRON: send, PUBLICATION_TIMEZONE: zone = 'UTC' } = environment;
  if (pick && send) {
    for (const { setting, message } of checkSchedule(pick, send, zone))
      problems.push({ name: setting, allowed: message });
  }
  return problems;
}

function complete(environment: Environment): Settings {
  const isOutbox = environment.MAIL_PROVIDER.join() === 'outbox';
  const database = environment.DATABASE_URL ?? (isOutbox ? SAMPLE_DATABASE : OWN_DATABASE);
  const development = isDevelopment(environment);
  const isFile = database.startsWith('file:') && database !== 'file::memory:';
  return {
    ...environment,
    DATABASE_URL: isFile ? `file:${fromRoot(database.slice('file:'.length))}` : database,
    CATALOGUE: fromRoot(environment.CATALOGUE),
    OUTBOX_DIR: fromRoot(environment.OUTBOX_DIR),
    PUBLIC_URL: environment.PUBLIC_URL ?? defaultUrl(environment.PORT),
    EDITORS: environment.EDITORS ?? (development ? [SAMPLE_EDITOR] : []),
    development,
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

function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function fromRoot(path: string): string {
  return isAbsolute(path) ? path : join(PROJECT_ROOT, path);
}

function describe(problems: readonly Problem[], values: Readonly<Record<string, string>>): string {
  const lines = problems.map(
    ({ name, allowed }) => `  ${name}: ${shown(name, values[name])}; allowed: ${allowed}`,
  );
  const count = problems.length === 1 ? 'One setting is' : `${problems.length} settings are`;
  return `${count} wrong or missing (environment or .env; all of them are in .env.example):\n${lines.join('\n')}`;
}

function shown(name: string, value: string | undefined): string {
  if (value === undefined) return 'not set';
  return SECRET_NAMES.has(name)
    ? `"${value.slice(0, 3)}…" (masked, ${value.length} characters)`
    : `"${value}"`;
}
