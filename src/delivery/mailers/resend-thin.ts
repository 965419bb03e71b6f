import type { Resend } from 'resend';
import type { ThinWire } from './mailer.ts';
import { ResendBodies } from './resend-body.ts';
import { publishTemplate } from './resend-publish.ts';
import { compileThin, valuesFit } from './resend-template.ts';
import { type ResendWireOptions, resendWire } from './resend-wire.ts';

/** Batches that name a published template instead of holding the mails (docs/decisions/081). */
export function resendThin(
  resend: Resend,
  options: ResendWireOptions & { readonly preferred: boolean },
): ThinWire & { close(): Promise<void> } {
  const wire = resendWire({ ...options, bodies: new ResendBodies(compileThin), thin: true });
  return {
    ...wire,
    preferred: options.preferred,
    fits: valuesFit,
    publish: request => publishTemplate(resend.templates, request, options.clock),
  };
}
