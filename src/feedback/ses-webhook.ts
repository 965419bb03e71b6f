import type { EventTranslator, HookReading, TranslatorParts } from './event-translator.ts';
import { translateSesEvent } from './ses-event.ts';
import { isAt, readSnsMessage, type SnsMessage, snsHost } from './sns-message.ts';
import { snsChecker } from './sns-signature.ts';

const PATIENCE_MS = 10_000;

/**
 * The calls of Amazon SES, which come by one topic of SNS: signed by it, and the subscription of this topic confirmed by
 * itself. Calls of any other topic are forged as far as we are concerned.
 * @param topicArn SES_TOPIC_ARN
 */
export function sesTranslator(
  topicArn: string,
  parts: Pick<TranslatorParts, 'installationId' | 'fetch' | 'now'>,
): EventTranslator {
  const faultOf = snsChecker(parts);
  return {
    read: async ({ rawBody }): Promise<HookReading> => {
      const message = readSnsMessage(rawBody);
      if (!message) return { kind: 'forged', why: 'no message of SNS' };
      // First of all, and before anything is fetched: anybody may have a topic.
      if (message.TopicArn !== topicArn) return { kind: 'forged', why: 'of another topic' };
      const why = await faultOf(message);
      if (why !== '') return { kind: 'forged', why };
      if (message.Type !== 'SubscriptionConfirmation') {
        return { kind: 'genuine', events: [translateSesEvent(message, parts.installationId)] };
      }
      return (await confirm(message, parts.fetch))
        ? { kind: 'genuine', events: [] }
        : { kind: 'forged', why: 'the address to confirm at is none of SNS' };
    },
  };
}

type Handshake = Extract<SnsMessage, { readonly SubscribeURL: string }>;

/** @returns whether that is where SNS confirms subscriptions of this topic @throws where SNS does not confirm it now */
async function confirm(message: Handshake, fetch: TranslatorParts['fetch']): Promise<boolean> {
  const { SubscribeURL: address, TopicArn } = message;
  if (!isAt(snsHost(TopicArn), address)) return false;
  const { searchParams } = new URL(address);
  if (searchParams.get('Action') !== 'ConfirmSubscription' || searchParams.get('TopicArn') !== TopicArn)
    return false;
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(`SNS did not confirm the subscription: ${response.status}`);
  return true;
}
