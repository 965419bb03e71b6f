import { roleLabel } from '../catalogue/scorecard.ts';
import type { Publication } from '../web/publication.tsx';
import { arrivesWords } from './arrives-words.ts';
import { catalogueSeen, currentCatalogue } from './catalogue/current-catalogue.ts';
import type { Newsroom } from './newsroom.ts';

/** The newsroom as routes get it: with what its pages say of who publishes. */
export interface PublicRoom extends Newsroom {
  readonly publication: Publication;
}

/**
 * Opens the newsroom to the web; the catalogue is read for the categories and the panel, and may be missing.
 * @param sheet path of the pages' style sheet
 */
export async function openToPublic(room: Newsroom, sheet: string): Promise<PublicRoom> {
  const { settings } = room;
  await currentCatalogue(room);
  return {
    ...room,
    publication: {
      name: settings.PUBLICATION_NAME,
      style: settings.style,
      timezone: settings.PUBLICATION_TIMEZONE,
      url: settings.PUBLIC_URL,
      arrives: arrivesWords(settings),
      // Asked for each time: one that is fetched may come after the start.
      get isSample() {
        return catalogueSeen(room)?.sample ?? false;
      },
      get categories() {
        return [...new Set(catalogueSeen(room)?.tools.map(tool => tool.category))].sort();
      },
      get panel() {
        return (catalogueSeen(room)?.panel ?? []).map(({ name, role }) => ({ name, role: roleLabel(role) }));
      },
      postalAddress: settings.POSTAL_ADDRESS,
      replyTo: settings.MAIL_REPLY_TO,
      sheet,
    },
  };
}
