import { createHash } from 'node:crypto';

/** What is kept of a secret that only a browser holds: sha256, base64url. */
export function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
