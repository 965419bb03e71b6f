import { Hono } from 'hono';
import { Said } from '../../../templates/said.tsx';
import { judgeAddress } from '../../audience/address.ts';
import { addressFaultWords } from '../../audience/address-fault.ts';
import { networkOf } from '../../audience/network.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { clientAddress } from '../../web/client-address.ts';
import { readForm } from '../../web/form-fields.ts';
import { Notice } from '../../web/notice.tsx';
import { printed } from '../../web/printed.tsx';
import { usePublication } from '../../web/publication.tsx';
import { useWords } from '../../web/use-words.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { LOST_LINK_PATH, LostLinkPage } from '../lost-link-page.tsx';
import { askForLinks } from './ask-for-links.ts';

const ASKED_PATH = `${LOST_LINK_PATH}/asked`;
const NOT_KEPT = { 'Cache-Control': 'no-store' };

/** New links by mail, for whoever has none that works. The answer is the same for every address in order. */
export function lostLinkRoutes(room: PublicRoom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(LOST_LINK_PATH, context => context.html(printed(room.publication, <AskPage />), 200, NOT_KEPT));
  routes.post(LOST_LINK_PATH, async context => {
    const typed = (await readForm(context)).one('email') ?? '';
    const address = judgeAddress(typed);
    if (address.kind === 'bad') {
      const problem = addressFaultWords(address.fault, room.publication.style.words);
      const page = <AskPage typed={typed} problem={problem} />;
      return context.html(printed(room.publication, page), 400, NOT_KEPT);
    }
    const network = networkOf(clientAddress(context, room.settings.TRUST_PROXY));
    await askForLinks(room, { dedupeKey: address.dedupeKey, network });
    context.header('Cache-Control', 'no-store');
    return context.redirect(ASKED_PATH, 303);
  });
  routes.get(ASKED_PATH, context => context.html(printed(room.publication, <AskedPage />), 200, NOT_KEPT));
  return routes;
}

function AskPage(typing: { readonly typed?: string; readonly problem?: string }) {
  const words = useWords();
  return (
    <LostLinkPage
      status={words.say('readers.subscription')}
      title={words.say('readers.lost.title')}
      {...typing}
    >
      {words.say('readers.lost.lead')}
    </LostLinkPage>
  );
}

function AskedPage() {
  const { name: publication } = usePublication();
  const words = useWords();
  return (
    <Notice status={words.say('readers.subscription')} title={words.say('readers.lost.asked.title')}>
      <Said
        parts={words.parts('readers.lost.asked.text', {
          publication,
          link: <a href="/">{words.say('readers.latest')}</a>,
        })}
      />
    </Notice>
  );
}
