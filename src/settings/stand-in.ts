import { isLoopbackHost } from '../machine/local.ts';
import type { Environment } from './environment.ts';

/**
 * Whether mail goes to nothing but a mail API that stands on this machine (`npm run stand-in`). A relay here is none: it
 * passes on what it gets.
 */
export function isStandIn({
  MAIL_PROVIDER,
  RESEND_BASE_URL,
}: Pick<Environment, 'MAIL_PROVIDER' | 'RESEND_BASE_URL'>): boolean {
  return (
    MAIL_PROVIDER.every(name => name !== 'smtp') &&
    MAIL_PROVIDER.includes('resend') &&
    RESEND_BASE_URL !== undefined &&
    isLoopbackHost(new URL(RESEND_BASE_URL).hostname)
  );
}
