import type { HookSource } from './event-source.ts';
import type { EventTranslator, NotSetUp, TranslatorParts } from './event-translator.ts';

/**
 * Loads only what is set up: the libraries that check signatures are slow to load.
 * @throws for a setting that can be no secret: it must stop the start
 */
export async function openTranslator(
  source: HookSource,
  parts: TranslatorParts,
): Promise<EventTranslator | NotSetUp> {
  const { settings, installationId, returnPath, leaverOf, now } = parts;
  switch (source) {
    case 'resend': {
      const { RESEND_WEBHOOK_SECRET: secrets } = settings;
      if (!secrets) return { kind: 'not_set_up', setting: 'RESEND_WEBHOOK_SECRET' };
      const { resendTranslator } = await import('./resend-webhook.ts');
      return resendTranslator(secrets, installationId, leaverOf);
    }
    case 'ses': {
      const { SES_TOPIC_ARN: topic } = settings;
      if (!topic) return { kind: 'not_set_up', setting: 'SES_TOPIC_ARN' };
      const { sesTranslator } = await import('./ses-webhook.ts');
      return sesTranslator(topic, parts);
    }
    case 'postmark': {
      const { POSTMARK_WEBHOOK_AUTH: login } = settings;
      if (!login) return { kind: 'not_set_up', setting: 'POSTMARK_WEBHOOK_AUTH' };
      const { postmarkTranslator } = await import('./postmark-webhook.ts');
      return postmarkTranslator({ login, installationId, now, ...(leaverOf && { leaverOf }) });
    }
    case 'bounce': {
      const { BOUNCE_HOOK_SECRET: secrets } = settings;
      if (!secrets || !returnPath) return { kind: 'not_set_up', setting: 'BOUNCE_HOOK_SECRET' };
      const { bounceTranslator } = await import('./bounce-webhook.ts');
      return bounceTranslator({ secrets, returnPath, installationId, now });
    }
  }
}
