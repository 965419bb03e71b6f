import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EarlierBuild } from './build.ts';
import { HALF_SENT, KILLED_AFTER, STAND_IN_KEY } from './place.ts';

/** Mails in a request to Resend. */
const BATCH = 100;

/**
 * The issue goes out through the build's own stand-in. Its first batch is taken and answered, the second taken and never
 * answered; then the sender gets a SIGKILL. Leaves `mail-api.jsonl` (what the stand-in took) and `mail.json` (one of the mails).
 * @param work an existing folder
 */
export async function sendHalf(build: EarlierBuild, folder: string, work: string): Promise<void> {
  const { startStandIn } = (await import(
    pathToFileURL(join(folder, 'scripts/stand-in/stand-in.ts')).href
  )) as typeof import('../stand-in/stand-in.ts');
  const shift = Date.parse(KILLED_AFTER) - Date.now();
  const standIn = await startStandIn({
    apiKey: STAND_IN_KEY,
    now: () => Date.now() + shift,
    ledgerFile: join(work, 'mail-api.jsonl'),
  });
  try {
    standIn.fault({ do: 'hang', accept: true, after: 1, times: 9 });
    const sender = build
      .with({
        MAIL_PROVIDER: 'resend',
        RESEND_API_KEY: STAND_IN_KEY,
        RESEND_BASE_URL: standIn.url,
        MAIL_RATE: '1',
      })
      .start(KILLED_AFTER, 'send', '--week', HALF_SENT);
    const gone = once(sender, 'exit');
    while (standIn.ledger().accepted < 2 * BATCH) {
      if (sender.exitCode !== null) throw new Error('The sender ended before its second batch was taken.');
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    sender.kill('SIGKILL');
    await gone;
    const mails = JSON.parse(standIn.requests()[0]?.body ?? '[]') as unknown[];
    writeFileSync(join(work, 'mail.json'), JSON.stringify(mails[0], null, 1));
  } finally {
    await standIn.close();
  }
}
