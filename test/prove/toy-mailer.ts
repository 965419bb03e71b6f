import type { MailRecord } from '../../src/delivery/mailers/evidence.ts';
import type { ItemAnswer, Mailer, MailerAnswer, MailMessage } from '../../src/delivery/mailers/mailer.ts';

/** What a careless author may get wrong. */
export const TOY_FAULTS = [
  /** A broken connection is taken for a no, and the mails go again. */
  'believes-silence',
  /** The API's places are read in another order. */
  'mixes-places',
  /** Mails do not carry their delivery, so nobody can be told which of them were taken. */
  'forgets-the-tag',
  /** Only the first page of the record is read. */
  'finds-half',
] as const;
export type ToyFault = (typeof TOY_FAULTS)[number];

const CALL = 10;
/** Longer than a lease, which is then held on to. */
const PATIENCE_MS = 10_000;

export function toyMailer({ url, fault }: { readonly url: string; readonly fault: ToyFault | '' }): Mailer {
  const submit: Mailer['submit'] = async (messages, { signal, onHandover }) => {
    if (signal.aborted) return wait('busy', 0, 'stopped before the request was made');
    try {
      await onHandover?.();
    } catch {
      return wait('busy', 0, 'another has it, or it was stopped');
    }
    const body = messages.map(message => posted(message, fault));
    const said = await call(`${url}/send`, body, signal);
    if (typeof said === 'string') {
      return fault === 'believes-silence' ? wait('busy', 1_000, said) : { kind: 'unclear', reason: said };
    }
    if (said.status === 429) return wait('rate', 1_000, 'too fast');
    const items = itemsIn(said.body, messages.length);
    if (!items) return { kind: 'unclear', reason: `an answer that cannot be read, ${said.status}` };
    return { kind: 'accepted', items: fault === 'mixes-places' ? items.toReversed() : items };
  };
  const find: MailRecord['find'] = async ({ deliveries, signal }) => {
    const asked = fault === 'finds-half' ? deliveries.slice(0, deliveries.length / 2) : deliveries;
    const said = await call(`${url}/known`, asked, signal);
    if (typeof said === 'string') return { kind: 'no_answer', why: said };
    return { kind: 'found', taken: new Map(JSON.parse(said.body) as [string, string][]) };
  };
  return {
    name: 'toy',
    maxBatch: CALL,
    keyWindowMs: null,
    tellsHandover: true,
    patienceMs: PATIENCE_MS,
    evidence: { proves: 'mail', events: false, record: { find } },
    submit,
    close: async () => {},
  };
}

function posted({ to, html, text, tags }: MailMessage, fault: string) {
  return { to, html, text, tag: fault === 'forgets-the-tag' ? '' : (tags.delivery ?? '') };
}

function wait(because: 'rate' | 'busy', retryAfterMs: number, reason: string): MailerAnswer {
  return { kind: 'wait', because, retryAfterMs, reason };
}

/** @returns in words why there is no answer */
async function call(
  url: string,
  body: unknown,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly body: string } | string> {
  try {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), signal });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function itemsIn(body: string, count: number): ItemAnswer[] | null {
  try {
    const { mails } = JSON.parse(body) as { mails: { id?: string; error?: string; later?: boolean }[] };
    if (mails.length !== count) return null;
    return mails.map(({ id, error, later }): ItemAnswer => {
      if (id) return { kind: 'accepted', id };
      if (later) return { kind: 'later', retryAfterMs: 1_000, reason: 'later' };
      return { kind: 'rejected', reason: error ?? 'refused' };
    });
  } catch {
    return null;
  }
}
