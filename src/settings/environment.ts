import { z } from 'zod';
import { parseSendWindow } from '../issue/send-window.ts';
import { address, mailbox } from '../publication/mailbox.ts';
import { isMailboxAddress } from './bounce-mailbox.ts';
import { catalogueSetting } from './catalogue-place.ts';
import { publicOrigin, webAddress } from './web-address.ts';

/** What the sample's addresses end with: an address that nobody's post reaches. */
const SAMPLE_STREET = '1 Sample Street, 00000 Exampleton';

/** Of a publication that names none. */
export function samplePostalAddress(publication: string): string {
  return `${publication}, ${SAMPLE_STREET}`;
}

/** Whether nobody has put their own in its place; its lines may be broken anywhere. */
export function isSamplePostalAddress(address: string): boolean {
  return words(address).includes(words(SAMPLE_STREET));
}

const words = (text: string) => text.split(/[\s,]+/).join(' ');

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

/** Several with commas while a secret is being rotated. */
const webhookSecrets = (rule: string) =>
  list.pipe(z.array(z.string().regex(/^whsec_[A-Za-z0-9+/]+=*$/, rule)).min(1));

/** As Standard Webhooks asks for. */
const LEAST_SECRET_BYTES = 24;

function keyOf(secret: string): Uint8Array {
  return Buffer.from(secret.slice('whsec_'.length), 'base64');
}

/** Made by whoever sets them, not by a mail API. */
const ownSecrets = webhookSecrets(
  'whsec_ followed by base64, such as whsec_$(openssl rand -base64 32)',
).refine(
  secrets => secrets.every(secret => keyOf(secret).length >= LEAST_SECRET_BYTES),
  `a key of at least ${LEAST_SECRET_BYTES} bytes, such as whsec_$(openssl rand -base64 32)`,
);

/** What each setting may be by itself, in the order of the contract; values as the program uses them. */
export const EnvironmentSchema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^(file:.+|postgres(ql)?:\/\/.+)$/, 'file:./path.db or postgres://user:pass@host/name')
    .optional(),
  PUBLICATION: text.default('./data/sample'),
  CATALOGUE: catalogueSetting.optional(),
  CATALOGUE_TOKEN: z
    .string()
    .regex(/^[\x21-\x7E]+$/, 'letters, digits and signs without spaces, as they stand after "Bearer"')
    .optional(),
  CATALOGUE_SECRET: ownSecrets.optional(),
  MAIL_PROVIDER: list
    .pipe(
      z
        .array(
          z.enum(
            ['outbox', 'resend', 'ses', 'postmark', 'smtp'],
            'outbox, resend, ses, postmark or smtp; separate several with commas',
          ),
        )
        .min(1),
    )
    .refine(names => new Set(names).size === names.length, 'each mailer only once')
    .prefault('outbox'),
  MAIL_WIRE: z.enum(['full', 'thin'], 'full or thin').default('full'),
  OUTBOX_DIR: text.optional(),
  RESEND_API_KEY: text.optional(),
  RESEND_BASE_URL: webAddress.optional(),
  RESEND_WEBHOOK_SECRET: webhookSecrets('whsec_ followed by base64, as the mail API shows it').optional(),
  AWS_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d+$/, 'a region such as eu-west-1')
    .optional(),
  AWS_ACCESS_KEY_ID: text.optional(),
  AWS_SECRET_ACCESS_KEY: text.optional(),
  AWS_SESSION_TOKEN: text.optional(),
  SES_CONFIGURATION_SET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'its name: at most 64 letters, digits, _ and -')
    .optional(),
  SES_TOPIC_ARN: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/,
      'arn:aws:sns:<region>:<account>:<topic>',
    )
    .optional(),
  SES_BASE_URL: webAddress.optional(),
  POSTMARK_SERVER_TOKEN: text.optional(),
  POSTMARK_MESSAGE_STREAM: z
    .string()
    .regex(/^[a-z0-9-]{1,50}$/, 'the ID of a message stream: lower-case letters, digits and -')
    .default('broadcast'),
  POSTMARK_WEBHOOK_AUTH: z
    .string()
    .regex(/^[^:\s]+:\S{16,}$/, 'user:password, the password of at least 16 characters without spaces')
    .optional(),
  POSTMARK_BASE_URL: webAddress.optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/.+/, 'smtp://user:pass@host:port or smtps://…')
    .optional(),
  BOUNCE_DOMAIN: z
    .string()
    .regex(
      /^([A-Za-z0-9._-]{1,24}@)?([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$/,
      'a domain such as news.example.com, or a mailbox that takes plus addresses, its name at most 24 letters',
    )
    .optional(),
  BOUNCE_LISTEN: z
    .string()
    .regex(/^([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}$/, 'host:port, such as 0.0.0.0:2525')
    .refine(value => Number(/\d+$/.exec(value)?.[0]) <= 65_535, 'a port up to 65535')
    .optional(),
  BOUNCE_TLS_CERT: text.optional(),
  BOUNCE_TLS_KEY: text.optional(),
  BOUNCE_MAILBOX: z
    .string()
    .refine(isMailboxAddress, 'imaps://user:password@host/INBOX; in them / : @ are %2F %3A %40')
    .optional(),
  BOUNCE_HOOK_SECRET: ownSecrets.optional(),
  MAIL_RATE: z
    .string()
    .refine(value => value === 'auto' || Number(value) > 0, 'auto or requests per second, above 0')
    .transform(value => (value === 'auto' ? ('auto' as const) : Number(value)))
    .prefault('auto'),
  MAIL_FROM: mailbox.optional(),
  MAIL_REPLY_TO: mailbox.optional(),
  POSTAL_ADDRESS: text.optional(),
  PUBLIC_URL: publicOrigin.optional(),
  HOST: text.default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).prefault('3000'),
  SECRET_KEYS: list
    .pipe(z.array(z.string().min(32, 'keys of at least 32 characters, comma-separated, newest first')).min(1))
    .optional(),
  PUBLICATION_NAME: text.optional(),
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
  SMTP_KEY_HEADER: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, "the name of a mail's header, such as Resend-Idempotency-Key")
    .optional(),
  SMTP_KEY_HOURS: wholeNumber(2, 720).prefault('24'),
  RELEASE_UNSEEN: onOff.prefault('off'),
  SMTP_DKIM_DOMAIN: text.optional(),
  SMTP_DKIM_SELECTOR: text.optional(),
  SMTP_DKIM_KEY: text.optional(),
  MAIL_UNSUBSCRIBE: address.optional(),
  WEBHOOKS_PRIVATE: onOff.prefault('off'),
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

export type Environment = z.infer<typeof EnvironmentSchema>;

function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
