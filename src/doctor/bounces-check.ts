import { once } from 'node:events';
import { connect } from 'node:net';
import type { Settings } from '../config.ts';
import { returnMailbox } from '../delivery/return-path.ts';
import { readMailboxAddress } from '../settings/bounce-mailbox.ts';
import { readBouncePort } from '../settings/bounce-port.ts';
import { type DoctorFinding, failed, ok, unknown, warning } from './finding.ts';

const PATIENCE_MS = 5_000;

/** Whether what comes back over SMTP reaches anybody. */
export async function checkBounces(settings: Settings): Promise<DoctorFinding[]> {
  const check = 'bounces';
  const { BOUNCE_DOMAIN: domain, BOUNCE_LISTEN, BOUNCE_MAILBOX, BOUNCE_HOOK_SECRET } = settings;
  if (domain === undefined) {
    const fix =
      'Set BOUNCE_DOMAIN and a way for them to come in (docs/mailers.md): dead addresses stay on the list until then, and cost you your reputation.';
    return [warning(check, 'they come back to the mailbox of MAIL_FROM, where this program sees none', fix)];
  }
  if (!BOUNCE_LISTEN && !BOUNCE_MAILBOX && !BOUNCE_HOOK_SECRET) {
    const fix = 'Set BOUNCE_LISTEN, BOUNCE_MAILBOX or BOUNCE_HOOK_SECRET (docs/mailers.md).';
    return [failed(check, `they are sent to ${returnMailbox(domain)}, and nothing here takes them`, fix)];
  }
  return Promise.all([
    ...(BOUNCE_LISTEN ? [checkListener(BOUNCE_LISTEN)] : []),
    ...(BOUNCE_MAILBOX ? [checkMailbox(BOUNCE_MAILBOX)] : []),
    ...(BOUNCE_HOOK_SECRET
      ? [ok('bounce hook', 'calls to /hooks/bounce are checked by BOUNCE_HOOK_SECRET')]
      : []),
  ]);
}

/** Undefined where bounces come back to the sender. */
export function bounceDomain({ BOUNCE_DOMAIN: setting }: Settings): string | undefined {
  return setting && returnMailbox(setting).replace(/^.*@/, '');
}

/** Whether it answers here; that port 25 leads to it only a mail from outside can show. */
async function checkListener(place: string): Promise<DoctorFinding> {
  const check = 'bounce port';
  const { host, port } = readBouncePort(place);
  const here = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const greeting = await greetingAt(here, port);
  if (greeting === null) {
    return unknown(check, `nothing answers at ${place}`, 'Start the program (serve), then look again.');
  }
  return /^220 .*returned mail only/.test(greeting)
    ? ok(check, `${place} answers; port 25 of the return path's MX has to lead there`)
    : failed(check, `another program answers at ${place}`, 'Set BOUNCE_LISTEN to a free port.');
}

async function greetingAt(host: string, port: number): Promise<string | null> {
  const socket = connect({ host, port });
  try {
    const [chunk] = (await once(socket, 'data', { signal: AbortSignal.timeout(PATIENCE_MS) })) as [Buffer];
    return chunk.toString('latin1');
  } catch {
    return null;
  } finally {
    socket.destroy();
  }
}

/** Opens it and looks at nothing. */
async function checkMailbox(setting: string): Promise<DoctorFinding> {
  const check = 'bounce mailbox';
  const mailbox = readMailboxAddress(setting);
  // Loaded where it is used: most have no mailbox.
  const { openedMailbox, whyNot } = await import('../newsroom/returned/mailbox-look.ts');
  try {
    await openedMailbox(mailbox, AbortSignal.timeout(PATIENCE_MS), async () => {});
    return ok(check, `${mailbox.folder} at ${mailbox.host} can be read`);
  } catch (error) {
    const fix =
      'Set BOUNCE_MAILBOX to imaps://user:password@host/INBOX; in user and password / : @ are %2F %3A %40.';
    return failed(check, `${mailbox.host}: ${whyNot(error)}`, fix);
  }
}
