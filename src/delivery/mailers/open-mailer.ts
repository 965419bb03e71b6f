import type { MailerName, Settings } from '../../config.ts';
import { type ReturnPath, returnMailbox } from '../return-path.ts';
import type { Mailer } from './mailer.ts';
import type { ReturnAddress } from './smtp-pool.ts';

const HOUR_MS = 3_600_000;

/**
 * Loads only the mailer that is asked for: their libraries are the slow part of a start.
 * @param returnPath null where no delivery of a database is sent
 */
export async function openMailer(
  settings: Settings,
  name: MailerName,
  instance: string,
  now: () => number,
  returnPath: ReturnPath | null = null,
): Promise<Mailer> {
  switch (name) {
    case 'outbox': {
      const { outboxMailer } = await import('./outbox.ts');
      return outboxMailer({ directory: settings.OUTBOX_DIR, clock: now, instance });
    }
    case 'resend': {
      const { resendMailer } = await import('./resend.ts');
      return resendMailer({
        apiKey: settings.RESEND_API_KEY ?? '',
        ...(settings.RESEND_BASE_URL && { baseUrl: settings.RESEND_BASE_URL }),
        clock: now,
        wire: settings.MAIL_WIRE,
      });
    }
    case 'ses': {
      const { sesMailer } = await import('./ses.ts');
      return sesMailer({
        ...sesAccess(settings),
        ...(settings.SES_CONFIGURATION_SET && { configurationSet: settings.SES_CONFIGURATION_SET }),
        clock: now,
        wire: settings.MAIL_WIRE,
      });
    }
    case 'postmark': {
      const { postmarkMailer } = await import('./postmark.ts');
      return postmarkMailer({
        token: settings.POSTMARK_SERVER_TOKEN ?? '',
        stream: settings.POSTMARK_MESSAGE_STREAM,
        ...(settings.POSTMARK_BASE_URL && { baseUrl: settings.POSTMARK_BASE_URL }),
        clock: now,
      });
    }
    case 'smtp': {
      const { smtpMailer } = await import('./smtp.ts');
      const {
        SMTP_URL: url = '',
        SMTP_DKIM_DOMAIN: domain,
        SMTP_DKIM_SELECTOR: selector,
        SMTP_DKIM_KEY: key,
        BOUNCE_DOMAIN: bounces,
      } = settings;
      const relay = smtpMailer({
        url,
        clock: now,
        ...(domain && selector && key && { dkim: { domain, selector, privateKey: key } }),
        ...(bounces && { returnTo: returnAddress(returnMailbox(bounces), returnPath) }),
      });
      const { SMTP_KEY_HEADER: header, SMTP_KEY_HOURS: hours } = settings;
      if (!header) return relay;
      const { keyedByHeader } = await import('./smtp-keyed.ts');
      return keyedByHeader(relay, { name: header, windowMs: hours * HOUR_MS });
    }
  }
}

/** Bounces of a mail that is no delivery come to the mailbox itself. */
function returnAddress(mailbox: string, returnPath: ReturnPath | null): ReturnAddress {
  return delivery => {
    const sender = returnPath?.senderOf(delivery);
    return sender ? { from: sender.address, envelopeId: sender.token } : { from: mailbox };
  };
}

/** Where SES is and who asks it; without credentials in the settings the SDK looks for them. */
export function sesAccess(settings: Settings) {
  const { AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, SES_BASE_URL } = settings;
  return {
    region: AWS_REGION ?? '',
    ...(SES_BASE_URL && { baseUrl: SES_BASE_URL }),
    ...(AWS_ACCESS_KEY_ID &&
      AWS_SECRET_ACCESS_KEY && {
        credentials: {
          accessKeyId: AWS_ACCESS_KEY_ID,
          secretAccessKey: AWS_SECRET_ACCESS_KEY,
          ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
        },
      }),
  };
}
