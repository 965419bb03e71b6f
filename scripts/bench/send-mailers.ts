import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { postmarkMailer } from '../../src/delivery/mailers/postmark.ts';
import { resendMailer } from '../../src/delivery/mailers/resend.ts';
import { sesMailer } from '../../src/delivery/mailers/ses.ts';

/** The mailers that the engine is measured with, each as it is in use. */
const MAILERS = {
  engine: (url: string) => resend(url, 'full'),
  'thin-engine': (url: string) => resend(url, 'thin'),
  'postmark-engine': (url: string) =>
    postmarkMailer({ token: 'bench', stream: 'broadcast', baseUrl: url, clock: Date.now }),
  'ses-engine': (url: string) => ses(url, 'full'),
  'ses-thin-engine': (url: string) => ses(url, 'thin'),
} satisfies Readonly<Record<string, (url: string) => Mailer>>;

export type EngineName = keyof typeof MAILERS;

/** @param url of the sink */
export function benchMailer(name: EngineName, url: string): Mailer {
  return MAILERS[name](url);
}

export function isEngine(name: string): name is EngineName {
  return name in MAILERS;
}

function resend(baseUrl: string, wire: 'full' | 'thin'): Mailer {
  return resendMailer({ apiKey: 're_bench', baseUrl, clock: Date.now, wire });
}

function ses(baseUrl: string, wire: 'full' | 'thin'): Mailer {
  const credentials = { accessKeyId: 'AKIABENCH', secretAccessKey: 'bench' };
  return sesMailer({ region: 'eu-west-1', baseUrl, credentials, clock: Date.now, wire });
}
