import { sesEvent } from '../../stand-in/ses/events.ts';
import { type SesMail, shownMail } from '../../stand-in/ses/mails.ts';
import { notification, signedSns, snsFetch, TOPIC } from '../../stand-in/ses/sns.ts';
import { startSesStandIn } from '../../stand-in/ses/stand-in.ts';
import { inTurn } from '../in-turn.ts';
import type { KitMail, MailerKit } from '../kit.ts';

/** Amazon SES in full: without keys, so what is unclear is settled by the events that name it. */
export const kit: MailerKit = sesKit('ses', {});

/** @param wire settings of the wire that is tried */
export function sesKit(name: string, wire: Readonly<Record<string, string>>): MailerKit {
  return {
    name,
    start: async () => {
      const api = await startSesStandIn({ hangMs: 2_000 });
      const read = new WeakMap<SesMail, KitMail>();
      const kitMail = async (mail: SesMail) => {
        const known = read.get(mail) ?? (await asKitMail(mail));
        read.set(mail, known);
        return known;
      };
      return {
        settings: {
          MAIL_PROVIDER: 'ses',
          AWS_REGION: 'eu-west-1',
          AWS_ACCESS_KEY_ID: api.accessKeyId,
          AWS_SECRET_ACCESS_KEY: 'of-the-stand-in',
          SES_BASE_URL: api.url,
          SES_CONFIGURATION_SET: 'issues',
          SES_TOPIC_ARN: TOPIC,
          ...wire,
        },
        calls: api.calls,
        accepted: () => api.mails.length,
        taken: () => inTurn(api.mails, kitMail),
        refuse: api.refuse,
        fault: api.fault,
        events: mails => inTurn(mails, sentEvent),
        fetch: snsFetch,
        close: api.close,
      };
    },
  };
}

async function asKitMail(mail: SesMail): Promise<KitMail> {
  const { html, text } = await shownMail(mail);
  return { id: mail.id, to: mail.to, delivery: mail.tags.delivery ?? '', html, text };
}

function sentEvent({ id, to, delivery }: KitMail) {
  const event = sesEvent('Send', { id, to, tags: { kind: 'issue', delivery } }, { send: {} });
  return { rawBody: signedSns(notification(`send-${id}`, event)), header: () => '' };
}
