import { listHeaders } from '../../delivery/mail-headers.ts';
import { wordedLetter } from '../../render/letters.ts';
import { singleMailStore } from '../../storage/delivery/single-mails.ts';
import { recordActivity } from '../../storage/issue/activity.ts';
import { disableEndpoint } from '../../storage/webhooks/endpoints.ts';
import { announce } from '../../storage/webhooks/outgoing-events.ts';
import { type Endpoint, shownUrl } from '../../webhooks/endpoint.ts';
import { outgoing, siteSubject } from '../../webhooks/outgoing-event.ts';
import type { Newsroom } from '../newsroom.ts';
import { senderOf } from '../notify-editors.ts';

/**
 * Tells an endpoint of nothing any more, and says so: to the editors by mail, in the log, and to the other endpoints.
 * @param room its store within a transaction
 * @param why a sentence
 */
export async function switchOff(room: Newsroom, endpoint: Endpoint, why: string): Promise<void> {
  const { store } = room;
  const now = room.now();
  if (!(await disableEndpoint(store, endpoint.id, { reason: why, now }))) return;
  const shown = shownUrl(endpoint);
  const detail = `Webhook ${endpoint.id} (${new URL(endpoint.url).host}) is switched off. ${why}`;
  room.log.warn({ endpoint: endpoint.id, why }, 'a webhook endpoint is switched off');
  await recordActivity(store, {
    at: now,
    week: '',
    who: 'webhooks',
    action: 'webhook switched off',
    detail,
    contentHash: '',
  });
  await announce(store, [
    outgoing('alarm', siteSubject('webhook'), now, { about: 'webhook', level: 'stop', week: null, detail }),
  ]);
  const { settings } = room;
  const letter = wordedLetter(
    {
      kind: 'notice',
      about: 'webhook',
      week: '',
      reason: why,
      facts: [
        { name: 'Endpoint', value: `${endpoint.id}: ${shown}` },
        { name: 'Events', value: endpoint.events.join(', ') },
      ],
      desk: `${settings.PUBLIC_URL}/desk/webhooks/${endpoint.id}`,
      sender: senderOf(room),
    },
    settings.TEMPLATE_ENGINE,
  );
  const { PUBLICATION_NAME: publication, MAIL_FROM: from } = settings;
  const headers = listHeaders({ kind: 'notice', publication, from });
  const mails = singleMailStore(store);
  for (const to of settings.EDITORS) {
    const dedupe = `webhook:${endpoint.id}:${now}:${to}`;
    await mails.enqueue({ kind: 'notice', dedupe, to, week: '', html: '', ...letter, headers }, now);
  }
}
