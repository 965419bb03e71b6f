import { startPostmark } from '../../scripts/stand-in/postmark/stand-in.ts';
import { startSesStandIn } from '../../scripts/stand-in/ses/stand-in.ts';
import { startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { smtpMailer } from '../../src/delivery/mailers/smtp.ts';
import { keyedByHeader } from '../../src/delivery/mailers/smtp-keyed.ts';
import { postmarkOf } from '../delivery/mailers/postmark-pair.ts';
import type { FixedClock } from './clock.ts';
import { type FailingPlace, failingPlace } from './failing-place.ts';
import { sesOver } from './ses-pair.ts';
import { type SmtpReaction, startSmtpSink } from './smtp-sink.ts';
import { thinMailer } from './thin-issue.ts';

const DAY_MS = 24 * 3_600_000;
const KEY_HEADER = 'Resend-Idempotency-Key';

/** Each mailer as it can be set, with a stand-in of its own. */
export const PLACES = {
  resend: clock => resend(clock, 'full'),
  'resend thin': clock => resend(clock, 'thin'),
  smtp: clock => smtp(clock, false),
  'smtp with keys': clock => smtp(clock, true),
  ses: clock => ses(clock, 'full'),
  'ses thin': clock => ses(clock, 'thin'),
  postmark,
} satisfies Readonly<Record<string, (clock: FixedClock) => Promise<FailingPlace>>>;

export type PlaceName = keyof typeof PLACES;

async function resend(clock: FixedClock, wire: 'full' | 'thin'): Promise<FailingPlace> {
  const standIn = await startStandIn({ now: clock.now, requestsPerSecond: null });
  const say = (status: number, name: string, after: number) =>
    standIn.fault({ do: 'answer', status, body: { statusCode: status, name, message: 'Said so.' }, after });
  return failingPlace({
    mailer: thinMailer(standIn, clock, wire),
    most: 100,
    taken: () => standIn.ledger().mails.flatMap(({ to }) => to),
    plan: ({ unclear, wait, refused }) => {
      standIn.fault({ do: 'reset', accept: true, after: unclear });
      say(429, 'daily_quota_exceeded', wait);
      say(403, 'suspended_api_key', refused);
    },
    end: () => standIn.close(),
  });
}

async function ses(clock: FixedClock, wire: 'full' | 'thin'): Promise<FailingPlace> {
  const standIn = await startSesStandIn({ now: clock.now });
  return failingPlace({
    mailer: sesOver(standIn, clock, wire),
    most: wire === 'thin' ? 50 : 1,
    taken: () => standIn.mails.map(({ to }) => to),
    plan: ({ unclear, wait, refused }) => {
      standIn.fault(wire === 'thin' ? { do: 'partly', mails: 20 } : { do: 'lose' }, unclear);
      standIn.fault({ do: 'busy' }, wait);
      const message = 'Email sending is currently paused for your account.';
      standIn.fault({ do: 'answer', status: 400, name: 'SendingPausedException', message }, refused);
    },
    end: () => standIn.close(),
  });
}

async function postmark(clock: FixedClock): Promise<FailingPlace> {
  const standIn = await startPostmark({ now: clock.now });
  const say = (status: number, ErrorCode: number, Message: string, after: number) =>
    standIn.fault({ do: 'answer', status, body: { ErrorCode, Message } }, after);
  return failingPlace({
    mailer: postmarkOf(standIn, clock),
    most: 500,
    taken: () => standIn.mails.map(({ to }) => to),
    plan: ({ unclear, wait, refused }) => {
      standIn.fault({ do: 'reset', accept: 120 }, unclear);
      say(429, 429, 'Rate limit exceeded.', wait);
      say(422, 413, 'Your account has not been approved for sending.', refused);
    },
    end: () => standIn.close(),
  });
}

/** The one with keys sends nothing twice under one key, and would not take other bytes. */
async function smtp(clock: FixedClock, isKeyed: boolean): Promise<FailingPlace> {
  const sink = await startSmtpSink();
  const plain = smtpMailer({ url: `smtp://127.0.0.1:${sink.port}`, clock: clock.now });
  let mails = -1;
  return failingPlace({
    mailer: isKeyed ? keyedByHeader(plain, { name: KEY_HEADER, windowMs: DAY_MS }) : plain,
    most: 1,
    taken: () => (isKeyed ? takenByKey(sink.mails) : sink.mails.flatMap(({ to }) => to)),
    plan: ({ unclear, wait, refused }) => {
      sink.react = (command): SmtpReaction => {
        if (command.startsWith('MAIL')) {
          mails += 1;
          if (mails === wait) return '451 4.3.2 System not accepting network messages';
          if (mails === refused) return '550 5.7.1 Sender not authorised';
        }
        return command === '.' && mails === unclear ? 'lost' : null;
      };
    },
    end: () => sink.close(),
  });
}

function takenByKey(mails: readonly { readonly to: readonly string[]; readonly raw: Buffer }[]): string[] {
  const byKey = new Map<string, { readonly to: readonly string[]; readonly raw: Buffer }>();
  for (const mail of mails) {
    const key = new RegExp(`^${KEY_HEADER}: (\\S+)\r$`, 'm').exec(mail.raw.toString('latin1'))?.[1];
    if (!key) throw new Error('A mail came without a key.');
    const before = byKey.get(key);
    if (before && !before.raw.equals(mail.raw)) throw new Error(`Other bytes came under the key ${key}.`);
    byKey.set(key, mail);
  }
  return [...byKey.values()].flatMap(({ to }) => to);
}
