import { z } from 'zod';
import type { Findings, MailRecord } from './evidence.ts';
import { parsed, plainText } from './http-pool.ts';
import { masked } from './masked.ts';
import type { PostmarkCalls } from './postmark-call.ts';
import { blockOf, PAGE, TRANSACTIONAL } from './postmark-mail.ts';

/** As far as a search may leaf. */
const MOST_FOUND = 10_000;
/** A server may be set to forget after seven days; what is older than this may be gone, which proves nothing. */
const KEPT_FOR_MS = 6 * 24 * 3_600_000;
/** So few are asked for one by one. */
const FEW = 3;

/**
 * Postmark's own list of what it has taken (`GET /messages/outbound`), searched by the metadata that every mail of ours carries.
 * @param options.stream of issues
 */
export function postmarkRecord(
  calls: PostmarkCalls,
  options: { readonly stream: string; readonly clock: () => number },
): MailRecord {
  return {
    find: async ({ deliveries, since, signal }): Promise<Findings> => {
      const wanted = new Set(deliveries);
      const taken = new Map<string, string>();
      for (const search of searchesFor(deliveries, options.stream)) {
        const why = await searchThrough(calls, search, signal, ({ delivery, id }) => {
          if (wanted.has(delivery)) taken.set(delivery, id);
        });
        if (why !== '') return { kind: 'no_answer', why };
      }
      if (taken.size < wanted.size && options.clock() - since > KEPT_FOR_MS) {
        return {
          kind: 'no_answer',
          why: 'they were handed over so long ago that Postmark may have cleared them away',
        };
      }
      return { kind: 'found', taken };
    },
  };
}

interface Search {
  readonly stream: string;
  readonly key: 'delivery' | 'block';
  readonly value: string;
}

/** Mails to one person are of either stream, by their kind, which the tag does not tell. */
function searchesFor(deliveries: readonly string[], stream: string): Search[] {
  const isFew = deliveries.length <= FEW;
  const searches = deliveries.flatMap((delivery): Search[] => {
    const block = blockOf(delivery);
    if (block !== '' && !isFew) return [{ stream, key: 'block', value: block }];
    const one = { stream, key: 'delivery', value: delivery } as const;
    return block === '' ? [one, { ...one, stream: TRANSACTIONAL }] : [one];
  });
  return [...new Map(searches.map(search => [JSON.stringify(search), search])).values()];
}

const pageShape = z.object({
  TotalCount: z.coerce.number().int().nonnegative(),
  Messages: z.array(
    z.object({
      MessageID: z.string().min(1),
      Metadata: z.object({ delivery: z.string().catch('') }).catch({ delivery: '' }),
    }),
  ),
});

/** @returns why it could not be looked through whole, '' when it was */
async function searchThrough(
  calls: PostmarkCalls,
  { stream, key, value }: Search,
  signal: AbortSignal,
  onMail: (mail: { readonly delivery: string; readonly id: string }) => void,
): Promise<string> {
  for (let offset = 0; offset < MOST_FOUND; ) {
    const query = new URLSearchParams({
      count: String(PAGE),
      offset: String(offset),
      messagestream: stream,
      [`metadata_${key}`]: value,
    });
    const reply = await calls.read(`/messages/outbound?${query}`, signal);
    if (typeof reply === 'string') return reply;
    if (reply.status !== 200) return masked(`${reply.status} ${plainText(reply.text)}`);
    const page = pageShape.safeParse(parsed(reply.text));
    if (!page.success) return 'its list of messages could not be read';
    const { TotalCount: total, Messages: messages } = page.data;
    for (const { MessageID, Metadata } of messages) onMail({ delivery: Metadata.delivery, id: MessageID });
    offset += messages.length;
    if (offset >= total) return '';
    if (messages.length === 0) return `its list ended after ${offset} of ${total} messages`;
  }
  return `more than ${MOST_FOUND} messages have this ${key}`;
}
