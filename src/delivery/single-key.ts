import { createHash } from 'node:crypto';

/**
 * The idempotency key of a mail to one person, by what it is about and whom it is to, not by its number: a database that has
 * fallen back gives its numbers again.
 * One that an earlier version has tried keeps the key with its number.
 */
export function singleKey(
  installationId: string,
  { id, dedupe, to }: { readonly id: number; readonly dedupe: string; readonly to: string },
  attempts: number,
): string {
  const about = createHash('sha256')
    .update(JSON.stringify([dedupe, to]))
    .digest('hex')
    .slice(0, 32);
  return `${installationId}/single/${attempts === 0 ? about : id}`;
}
