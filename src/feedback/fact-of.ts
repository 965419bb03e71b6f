import type { EventSource } from './event-source.ts';
import type { MailFact } from './mail-event.ts';
import { postmarkFact } from './postmark-event.ts';
import { resendFact } from './resend-event.ts';
import { returnedFact } from './returned-event.ts';
import { sesFact } from './ses-event.ts';

/**
 * What a stored event says, by the rules of who reported it: the same now as when it came, and as a later version of these
 * rules reads it. Never throws: a body that makes no sense is `other`.
 * @param at when it happened, epoch ms, for those that carry no time of their own
 */
export function factOf(
  source: EventSource,
  { type, body, at }: { readonly type: string; readonly body: string; readonly at: number },
): MailFact {
  switch (source) {
    case 'record':
      return { kind: 'submitted' };
    case 'resend':
      return resendFact(type, body, at);
    case 'ses':
      return sesFact(type, body, at);
    case 'postmark':
      return postmarkFact(type, body, at);
    case 'bounce':
      return returnedFact(body);
  }
}
