import nodemailer from 'nodemailer';
import { smtpSecurity } from '../delivery/mailers/smtp-pool.ts';
import { isUntrusted, type SmtpFault, smtpFault } from '../delivery/mailers/smtp-answer.ts';
import { type DoctorFinding, failed, ok } from './finding.ts';

const PATIENCE_MS = 5_000;

/** Connects to the relay as a sender does, up to the login, and hands over nothing. */
export async function checkSmtp(url: string): Promise<DoctorFinding> {
  const check = 'smtp relay';
  const { host, username } = new URL(url);
  const transport = nodemailer.createTransport({
    url,
    ...smtpSecurity(url),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  try {
    await transport.verify();
    return ok(check, `${host} accepts the connection${username === '' ? '' : ' and the login'}`);
  } catch (thrown) {
    const fault = smtpFault(thrown);
    return failed(check, `${host}: ${fault.message}`, fixOf(fault));
  } finally {
    transport.close();
  }
}

function fixOf(fault: SmtpFault): string {
  if (isUntrusted(fault)) {
    return (
      'Its certificate is not one this machine trusts: name its authority with NODE_EXTRA_CA_CERTS=/path/to/ca.pem, or give the ' +
      'relay a certificate for the name in SMTP_URL. A relay on this machine that needs no password is not asked for one: ' +
      'SMTP_URL=smtp://127.0.0.1:25, without user and password.'
    );
  }
  if (fault.code === 'EAUTH' || fault.reply === 535)
    return 'Set user and password in SMTP_URL; encode / : @ in them as %2F %3A %40.';
  if (fault.code === 'ETLS')
    return 'The password would go unencrypted: use smtps:// and its port, or a relay that offers STARTTLS.';
  return 'Set SMTP_URL to a relay that answers here: smtp://user:pass@host:587, or smtps://…:465.';
}
