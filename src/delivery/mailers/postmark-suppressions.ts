import { z } from 'zod';
import { parsed, plainText } from './http-pool.ts';
import type { KeptBack, KeptBackList } from './kept-back.ts';
import { masked } from './masked.ts';
import type { PostmarkCalls } from './postmark-call.ts';

const text = z.string().catch('');
const dumpShape = z.object({
  Suppressions: z.array(
    z.object({ EmailAddress: z.string(), SuppressionReason: text, Origin: text, CreatedAt: text }),
  ),
});

/** The stream's own list, which comes whole in one answer. */
export async function postmarkSuppressions(
  calls: PostmarkCalls,
  stream: string,
  signal: AbortSignal,
): Promise<KeptBackList> {
  const reply = await calls.read(`/message-streams/${encodeURIComponent(stream)}/suppressions/dump`, signal);
  if (typeof reply === 'string') return { kind: 'no_answer', why: reply };
  const dump = dumpShape.safeParse(parsed(reply.text));
  if (reply.status !== 200 || !dump.success) {
    return { kind: 'no_answer', why: masked(`${reply.status} ${plainText(reply.text)}`) };
  }
  const addresses = dump.data.Suppressions.map(
    ({ EmailAddress, SuppressionReason, Origin, CreatedAt }): KeptBack => {
      const since = Date.parse(CreatedAt);
      return {
        email: EmailAddress,
        ...reasonOf(SuppressionReason, Origin),
        since: Number.isNaN(since) ? 0 : since,
      };
    },
  );
  return { kind: 'listed', addresses };
}

function reasonOf(reason: string, origin: string): Pick<KeptBack, 'reason' | 'detail'> {
  const list = 'On Postmark’s list of suppressions';
  switch (reason) {
    case 'HardBounce':
      return { reason: 'hard_bounce', detail: `${list}: a mail came back for good.` };
    case 'SpamComplaint':
      return { reason: 'complaint', detail: `${list}: the reader reported a mail as spam.` };
    default: {
      const who = origin === 'Recipient' ? 'the reader has unsubscribed there' : 'put there by hand';
      return { reason: 'manual', detail: `${list}: ${who}.` };
    }
  }
}
