import { createHash } from 'node:crypto';

/**
 * A name for the account mails are handed to, to tell it from another: 16 hexadecimal digits of a sha256. A mail API's
 * key is random and long, so nobody finds it by trying; a password is never part of it.
 * @param place address of the mail API or server
 * @param holder its API key, or the user name
 */
export function accountDigest(place: string, holder: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['account', place, holder]))
    .digest('hex')
    .slice(0, 16);
}
