import type { SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { asciiAddress } from '../../publication/mailbox.ts';
import { accountDigest } from './account.ts';
import type { Mailer, MailerAnswer, MailMessage } from './mailer.ts';
import { addressFault, mimeBytes } from './mime.ts';
import { type SesAccess, sesApi } from './ses-api.ts';
import { sesCalls } from './ses-calls.ts';
import { deliveryHeader, emailTags } from './ses-tags.ts';
import { sesThin } from './ses-thin.ts';

export interface SesOptions extends SesAccess {
  /** SES_CONFIGURATION_SET: its event destination reports what becomes of mails. */
  readonly configurationSet?: string;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** MAIL_WIRE: whether new batches should name a template. In full when absent. */
  readonly wire?: 'full' | 'thin';
}

/** SES mostly answers within a second; who waits longer leaves less unclear. */
const PATIENCE_MS = 60_000;

/**
 * Amazon SES by its API v2 (docs/decisions/203). It has no idempotency keys, so in full each mail is a call of its own, and
 * what a kill leaves unclear are the few mails under way. Nothing is ever asked twice: the SDK's own retries are off.
 */
export function sesMailer(options: SesOptions): Mailer {
  const { region, baseUrl = '', credentials, configurationSet, clock } = options;
  const api = sesApi(options);
  const calls = sesCalls(api, clock);
  const set = configurationSet ? { ConfigurationSetName: configurationSet } : {};
  return {
    name: 'ses',
    account: accountDigest(baseUrl || region, credentials?.accessKeyId ?? ''),
    maxBatch: 1,
    keyWindowMs: null,
    evidence: { proves: 'mail', events: true },
    patienceMs: PATIENCE_MS,
    tellsHandover: true,
    underWay: calls.underWay,
    thin: sesThin({ api, calls, set, preferred: options.wire === 'thin', clock }),
    submit: async (messages, call) => {
      const [message] = messages;
      if (!message) throw new Error('One call takes 1 mail, got 0.');
      if (messages.length > 1) return tooMany(messages.length);
      const fault = addressFault(message.to);
      if (fault !== null) return rejected(`The address is ${fault}.`);
      const input = { ...(await rawMail(message, call.date ?? clock())), ...set };
      return calls.make(call, { mails: 1, thin: false }, asking => api.sendEmail(input, asking), saidYes);
    },
    close: async () => api.close(),
  };
}

/** Said without asking anybody, so that a batch of the thin wire is halved until each mail is one. */
function tooMany(mails: number): MailerAnswer {
  const reason = `In full a call to SES is one mail, not ${mails}.`;
  return { kind: 'refused', scope: 'payload', code: 'one_a_call', reason };
}

function rejected(reason: string): MailerAnswer {
  return { kind: 'accepted', items: [{ kind: 'rejected', reason }] };
}

async function rawMail(message: MailMessage, date: number): Promise<SendEmailCommandInput> {
  const headers = { ...message.headers, ...deliveryHeader(message) };
  return {
    Content: { Raw: { Data: await mimeBytes({ ...message, headers }, date) } },
    Destination: { ToAddresses: [asciiAddress(message.to)] },
    EmailTags: emailTags(message.tags),
  };
}

function saidYes({ MessageId: id }: { readonly MessageId?: string | undefined }): MailerAnswer {
  return id
    ? { kind: 'accepted', items: [{ kind: 'accepted', id }] }
    : { kind: 'unclear', reason: 'a yes without the id of a mail' };
}
