import type { MailerName, Settings } from '../config.ts';
import { listHeaders } from '../delivery/mail-headers.ts';
import type { MailerAnswer, MailMessage } from '../delivery/mailers/mailer.ts';
import { openMailer } from '../delivery/mailers/open-mailer.ts';
import { senderOf } from '../newsroom/notify-editors.ts';
import { renderLetter } from '../render/letters.ts';
import { type DoctorFinding, failed, ok, unknown } from './finding.ts';
import { HOW_TO_SAVE } from './received/how-to-save.ts';

const PATIENCE_MS = 30_000;

/**
 * Sends one test to an address by each provider that is set up, with the headers an issue has. Queues and stores nothing:
 * what is not taken is said, and not tried again.
 * @param to an address that was checked
 */
export async function sendTestMails(
  settings: Settings,
  to: string,
  now: () => number,
): Promise<DoctorFinding[]> {
  const providers = settings.MAIL_PROVIDER.filter(name => name !== 'outbox');
  if (providers.length === 0) {
    const fix = 'Set MAIL_PROVIDER to what sends your issues: from the outbox nothing arrives anywhere.';
    return [failed('test mail', 'not sent: mails stay in the outbox', fix)];
  }
  const message = await testMessage(settings, to, now());
  const findings: DoctorFinding[] = [];
  for (const provider of providers) findings.push(await send(settings, provider, message, now));
  return findings;
}

async function testMessage(settings: Settings, to: string, at: number): Promise<MailMessage> {
  const letter = await renderLetter(
    {
      kind: 'notice',
      about: 'copy',
      week: '',
      reason: '',
      facts: HOW_TO_SAVE,
      desk: `${settings.PUBLIC_URL}/desk/arrival`,
      sender: senderOf({ settings }),
    },
    settings.TEMPLATE_ENGINE,
  );
  return {
    kind: 'test',
    name: `doctor-${at}`,
    from: settings.MAIL_FROM,
    replyTo: settings.MAIL_REPLY_TO,
    to,
    ...letter,
    headers: listHeaders({
      kind: 'test',
      // Nobody's: a click on it takes nobody off the list.
      unsubscribe: `${settings.PUBLIC_URL}/unsubscribe/test-mail`,
      publication: settings.PUBLICATION_NAME,
      from: settings.MAIL_FROM,
    }),
    tags: { kind: 'test' },
  };
}

async function send(
  settings: Settings,
  provider: MailerName,
  message: MailMessage,
  now: () => number,
): Promise<DoctorFinding> {
  const mailer = await openMailer(settings, provider, 'doctor', now);
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return told(provider, message.to, await mailer.submit([message], { key: message.name, signal }));
  } finally {
    await mailer.close();
  }
}

function told(provider: MailerName, to: string, answer: MailerAnswer): DoctorFinding {
  const check = `test mail by ${provider}`;
  switch (answer.kind) {
    case 'accepted': {
      const [item] = answer.items;
      return item?.kind === 'rejected'
        ? failed(check, item.reason, 'Try another address.')
        : ok(check, `handed over, to ${to}`);
    }
    case 'refused':
      return failed(
        check,
        answer.reason,
        'Run verdicts doctor without --mail: it says what the provider lacks.',
      );
    case 'wait':
      return failed(
        check,
        `not taken now: ${answer.reason}`,
        'Try again in a minute; verdicts doctor says whether the provider answers.',
      );
    case 'unclear':
      return unknown(
        check,
        `handed over or not: ${answer.reason}`,
        'See whether it arrives; else try again.',
      );
  }
}
