import { createHmac, timingSafeEqual } from 'node:crypto';

/** The header that signs a catalogue: `v1,` and the base64 of its HMAC-SHA256; several are separated by spaces. */
export const SIGNATURE_HEADER = 'catalogue-signature';

/**
 * Whether one of the signatures fits the bytes under one of the secrets.
 * @param header as it came; '' for none
 * @param secrets `whsec_` and the key in base64
 */
export function isSigned(bytes: Uint8Array, header: string, secrets: readonly string[]): boolean {
  const given = header
    .split(/\s+/)
    .filter(part => part.startsWith('v1,'))
    .map(part => Buffer.from(part.slice('v1,'.length), 'base64'));
  return secrets.some(secret => {
    const right = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
      .update(bytes)
      .digest();
    return given.some(one => one.length === right.length && timingSafeEqual(one, right));
  });
}
