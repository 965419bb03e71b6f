import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import nodemailer from 'nodemailer';
import { isUntrusted, type SmtpFault, smtpFault } from '../delivery/mailers/smtp-answer.ts';
import { smtpSecurity } from '../delivery/mailers/smtp-pool.ts';
import { isLoopbackHost } from '../machine/local.ts';
import { type DoctorFinding, failed, ok, warning } from './finding.ts';

const PATIENCE_MS = 5_000;
const DAY_MS = 86_400_000;
/** Most are renewed a month before their end: one this old was not. */
const SOON_DAYS = 14;

/** Connects to the relay as a sender does, up to the login, and hands over nothing. @param now epoch ms */
export async function checkSmtp(url: string, now: number): Promise<DoctorFinding[]> {
  const check = 'smtp relay';
  const { host, username } = new URL(url);
  const shown: PeerCertificate[] = [];
  const security = smtpSecurity(url);
  const transport = nodemailer.createTransport({
    url,
    ...security,
    tls: {
      ...security.tls,
      // Asked once the chain is trusted: whether the certificate is for the name.
      checkServerIdentity(name: string, certificate: PeerCertificate) {
        shown.push(certificate);
        return checkServerIdentity(name, certificate);
      },
    },
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  try {
    await transport.verify();
    const relay = ok(check, `${host} accepts the connection${username === '' ? '' : ' and the login'}`);
    return [relay, checkTls(url, shown[0], now)];
  } catch (thrown) {
    const fault = smtpFault(thrown);
    return [failed(check, `${host}: ${fault.message}`, fixOf(fault))];
  } finally {
    transport.close();
  }
}

/** @param certificate undefined where none was shown that is trusted */
function checkTls(url: string, certificate: PeerCertificate | undefined, now: number): DoctorFinding {
  const check = 'relay tls';
  const { hostname } = new URL(url);
  if (certificate === undefined) {
    if (isLoopbackHost(hostname)) return ok(check, 'not needed: the relay is on this machine');
    const fix =
      'Turn on STARTTLS at the relay, or use smtps:// and its port: mails to it can be read on the way.';
    return warning(check, `${hostname} offers no STARTTLS`, fix);
  }
  const ends = Date.parse(certificate.valid_to);
  const days = Math.floor((ends - now) / DAY_MS);
  const found = `encrypted; the certificate is for ${hostname} and ends in ${days} days`;
  const fix = 'Renew it: once it has ended, no mail goes out.';
  return days < SOON_DAYS ? warning(check, found, fix) : ok(check, found);
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
