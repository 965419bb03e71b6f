import { isLoopbackHost } from '../machine/local.ts';
import type { Environment } from './environment.ts';

/** Where each mail API is said to be, when it is not where it always is. A relay is none: it passes on what it gets. */
const BASES = {
  resend: 'RESEND_BASE_URL',
  ses: 'SES_BASE_URL',
  postmark: 'POSTMARK_BASE_URL',
} as const;

type Base = (typeof BASES)[keyof typeof BASES];

/** Whether mail goes to nothing but mail APIs that stand on this machine (`npm run stand-in`). */
export function isStandIn(settings: Pick<Environment, 'MAIL_PROVIDER' | Base>): boolean {
  const real = settings.MAIL_PROVIDER.filter(name => name !== 'outbox');
  return (
    real.length > 0 &&
    real.every(name => {
      const base = name === 'smtp' ? undefined : settings[BASES[name]];
      return base !== undefined && isLoopbackHost(new URL(base).hostname);
    })
  );
}
