import type { MailMessage } from './mailer.ts';
import { messageId } from './mime.ts';

/** In the form of SES, which brings them back with every event and shows them to no reader. */
export function emailTags(tags: Readonly<Record<string, string>>): { Name: string; Value: string }[] {
  return Object.entries(tags).map(([Name, Value]) => ({ Name, Value }));
}

/**
 * SES puts a Message-ID of its own in the place of ours. What ours says, the same on every attempt and no other mail's in the
 * world, stands here: whoever finds a mail twice can tell whether it was one delivery.
 */
const DELIVERY_HEADER = 'X-Verdicts-Delivery';

export function deliveryHeader(message: MailMessage): Record<string, string> {
  return { [DELIVERY_HEADER]: messageId(message).replace(/^<|@.*$/g, '') };
}
