import {
  type SesStandIn,
  type SesStandInOptions,
  startSesStandIn,
} from '../../scripts/stand-in/ses/stand-in.ts';
import type { Mailer, MailerAnswer, MailMessage } from '../../src/delivery/mailers/mailer.ts';
import { sesMailer } from '../../src/delivery/mailers/ses.ts';
import type { FixedClock } from './clock.ts';
import { mailTo } from './resend-pair.ts';

/** The SES mailer and the stand-in it talks to. */
export interface SesPair {
  readonly standIn: SesStandIn;
  readonly mailer: Mailer & { readonly thin: NonNullable<Mailer['thin']> };
  submit(message?: MailMessage, options?: { readonly signal?: AbortSignal }): Promise<MailerAnswer>;
  close(): Promise<void>;
}

const never = new AbortController().signal;

export function sesOver(
  standIn: SesStandIn,
  clock: FixedClock,
  wire: 'full' | 'thin' = 'full',
): SesPair['mailer'] {
  const mailer = sesMailer({
    region: 'eu-west-1',
    baseUrl: standIn.url,
    credentials: { accessKeyId: standIn.accessKeyId, secretAccessKey: 'secret' },
    configurationSet: 'issues',
    clock: clock.now,
    wire,
  });
  if (!mailer.thin) throw new Error('The SES mailer has lost its thin wire.');
  return { ...mailer, thin: mailer.thin };
}

export async function startSesPair(
  clock: FixedClock,
  { wire = 'full', ...options }: SesStandInOptions & { readonly wire?: 'full' | 'thin' } = {},
): Promise<SesPair> {
  const standIn = await startSesStandIn({ now: clock.now, ...options });
  const mailer = sesOver(standIn, clock, wire);
  return {
    standIn,
    mailer,
    submit: (message = mailTo('ada@readers.example'), { signal = never } = {}) =>
      mailer.submit([message], { key: 'k/1', signal, date: clock.now() }),
    close: async () => {
      await mailer.close();
      await standIn.close();
    },
  };
}
