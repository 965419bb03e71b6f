import { loadCatalogue } from '../catalogue/catalogue.ts';
import { roleLabel } from '../catalogue/scorecard.ts';
import { scheduleWords } from '../issue/schedule-words.ts';
import type { Publication } from '../web/publication.tsx';
import type { Newsroom } from './newsroom.ts';

/** The newsroom as routes get it: with what its pages say of who publishes. */
export interface PublicRoom extends Newsroom {
  readonly publication: Publication;
}

/**
 * Opens the newsroom to the web; the catalogue is read for the categories and the panel.
 * @param sheet path of the pages' style sheet
 */
export async function openToPublic(room: Newsroom, sheet: string): Promise<PublicRoom> {
  const { settings } = room;
  const { words } = settings.style;
  const loaded = await loadCatalogue(settings.CATALOGUE);
  const catalogue = loaded.kind === 'loaded' ? loaded.catalogue : null;
  const zone = settings.SEND_LOCAL_TIME
    ? words.say('common.schedule.local-time')
    : settings.PUBLICATION_TIMEZONE;
  return {
    ...room,
    publication: {
      name: settings.PUBLICATION_NAME,
      style: settings.style,
      timezone: settings.PUBLICATION_TIMEZONE,
      url: settings.PUBLIC_URL,
      arrives: scheduleWords(settings.SEND_CRON, zone, words),
      isSample: catalogue?.sample ?? false,
      categories: [...new Set(catalogue?.tools.map(tool => tool.category))].sort(),
      panel: (catalogue?.panel ?? []).map(({ name, role }) => ({ name, role: roleLabel(role) })),
      postalAddress: settings.POSTAL_ADDRESS,
      replyTo: settings.MAIL_REPLY_TO,
      sheet,
    },
  };
}
