import type { Resend } from 'resend';
import type { ThinWire } from './mailer.ts';
import { ResendBodies } from './resend-body.ts';
import { compileThin, mailTemplate, templateAlias, valuesFit } from './resend-template.ts';
import { type ResendWireOptions, resendWire } from './resend-wire.ts';

/**
 * Batches that name a published template instead of holding the mails (docs/decisions/081).
 * @param sdk opens it; asked when a mail is published
 */
export function resendThin(
  sdk: () => Promise<Resend>,
  options: ResendWireOptions & { readonly preferred: boolean },
): ThinWire & { close(): Promise<void> } {
  const wire = resendWire({ ...options, bodies: new ResendBodies(compileThin), thin: true });
  return {
    ...wire,
    preferred: options.preferred,
    fits: valuesFit,
    nameOf: wanted => {
      const made = mailTemplate(wanted.mail.compiled);
      return made.kind === 'template' ? templateAlias(wanted, made.template) : null;
    },
    async publish(request) {
      const [{ publishTemplate }, { templates }] = await Promise.all([import('./resend-publish.ts'), sdk()]);
      return publishTemplate(templates, request, options.clock);
    },
  };
}
