import { hash } from 'node:crypto';
import type { BulkBody, MailerAnswer, ThinWire } from './mailer.ts';
import type { SesApi } from './ses-api.ts';
import { sesBulkAnswer } from './ses-bulk-answer.ts';
import type { SesCalls } from './ses-calls.ts';
import { publishSesTemplate, sesTemplateName } from './ses-publish.ts';
import { type BulkInput, sesBulkInput, sesFits } from './ses-template.ts';

/** Most entries of one SendBulkEmail. */
const MOST_ENTRIES = 50;

export interface SesThinOptions {
  readonly api: SesApi;
  readonly calls: SesCalls;
  /** The configuration set; no part of what a batch is sealed with. */
  readonly set: Pick<BulkInput, 'ConfigurationSetName'>;
  readonly preferred: boolean;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** Batches by SendBulkEmail, which names a template that SES keeps: up to 50 mails a call, each with a status of its own. */
export function sesThin({ api, calls, set, preferred, clock }: SesThinOptions): ThinWire {
  const inputs = new WeakMap<BulkBody, BulkInput>();
  return {
    preferred,
    maxBatch: MOST_ENTRIES,
    fits: sesFits,
    nameOf: ({ mail }) => sesTemplateName(mail),
    publish: request => publishSesTemplate(api, request, clock),
    encode: readers => {
      const input = sesBulkInput(readers);
      const body = bodyOf(input, readers.length);
      inputs.set(body, input);
      return body;
    },
    post: async (body, options) => {
      const input = inputs.get(body);
      if (!input) throw new Error('A body of another mailer was posted.');
      const { mails } = body;
      if (mails > MOST_ENTRIES) return tooMany(mails);
      return calls.make(
        options,
        { mails, thin: true },
        asking => api.sendBulk({ ...input, ...set }, asking),
        output => sesBulkAnswer(output, { count: mails }),
      );
    },
  };
}

function bodyOf(input: BulkInput, mails: number): BulkBody {
  const json = JSON.stringify(input);
  return {
    sha256: hash('sha256', json, 'hex'),
    mails,
    length: Buffer.byteLength(json),
    *pieces() {
      yield Buffer.from(json);
    },
  };
}

/** Said without asking anybody, so that the batch is halved. */
function tooMany(mails: number): MailerAnswer {
  const reason = `A bulk call to SES takes ${MOST_ENTRIES} mails, not ${mails}.`;
  return { kind: 'refused', scope: 'payload', code: 'too_many', reason };
}
