import type { MailerKit } from '../kit.ts';
import { sesKit } from './ses.ts';

/** Amazon SES by bulk calls that name a template: each of their mails is taken or not by itself. */
export const kit: MailerKit = sesKit('sesthin', { MAIL_WIRE: 'thin' });
