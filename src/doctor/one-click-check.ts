import type { Settings } from '../config.ts';
import { listHeaders } from '../delivery/mail-headers.ts';
import { dkimSigner } from '../delivery/mailers/dkim.ts';
import { mimeBytes } from '../delivery/mailers/mime.ts';
import { type DoctorFinding, failed, ok, unknown, whyOf } from './finding.ts';
import { unsignedOneClick } from './received/one-click.ts';
import { tagsOf } from './received/tags.ts';

const CHECK = 'one-click signature';

/** Whether the headers for leaving with one click stand under the signature, without which no mailbox shows the button. */
export async function checkOneClick(
  settings: Settings,
  provider: 'resend' | 'smtp',
  now: number,
): Promise<DoctorFinding> {
  const { SMTP_DKIM_DOMAIN: domain, SMTP_DKIM_SELECTOR: selector, SMTP_DKIM_KEY: privateKey } = settings;
  if (provider !== 'smtp' || !domain || !selector || !privateKey) {
    const who = provider === 'smtp' ? 'the SMTP server' : 'the mail API';
    const fix = 'Run: verdicts doctor --mail YOU, and look at the copy that arrives.';
    return unknown(CHECK, `which headers ${who} signs is seen only in a mail that arrives`, fix);
  }
  try {
    const sign = dkimSigner({ domain, selector, privateKey });
    const signed = sign(await mimeBytes(sampleOf(settings), now)).toString('latin1');
    const [field = ''] = /^DKIM-Signature:(?:.*\r\n[ \t])*.*/u.exec(signed) ?? [];
    const missing = unsignedOneClick((tagsOf(field).get('h') ?? '').split(':'));
    return missing.length === 0
      ? ok(CHECK, 'both unsubscribe headers stand under our signature')
      : failed(
          CHECK,
          `our signature leaves out ${missing.join(', ')}`,
          'Report this: it is a fault of the program.',
        );
  } catch (error) {
    return failed(
      CHECK,
      whyOf(error),
      'Set SMTP_DKIM_KEY to an RSA key in PEM form, and the others to names.',
    );
  }
}

function sampleOf(settings: Settings) {
  return {
    kind: 'test',
    name: 'sample',
    from: settings.MAIL_FROM,
    replyTo: settings.MAIL_REPLY_TO,
    to: 'reader@example.com',
    subject: 'Sample',
    html: '<p>Sample</p>',
    text: 'Sample',
    headers: listHeaders({
      kind: 'issue',
      unsubscribe: `${settings.PUBLIC_URL}/unsubscribe/sample`,
      publication: settings.PUBLICATION_NAME,
      from: settings.MAIL_FROM,
    }),
    tags: {},
  } as const;
}
