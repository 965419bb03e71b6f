import { Hono } from 'hono';
import { currentCatalogue } from '../../newsroom/catalogue/current-catalogue.ts';
import { setAside } from '../../newsroom/catalogue/propose-catalogue.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { listProposals, proposalBody } from '../../storage/api/catalogue-proposals.ts';
import type { DeskEnv } from '../desk-env.ts';
import { doneWords } from '../done-words.ts';
import { noSuch } from '../no-such-issue.tsx';
import { DESK_ANSWER, deskPage } from '../visit.tsx';
import { wholeNumber } from '../whole-number.ts';
import { PROPOSALS, ProposalsPage } from './proposals-page.tsx';

/** Proposals on one page. */
const PAGE = 50;
const NOTES = { aside: 'It is set aside: the file stays, and nobody is asked about it any more.' };

/** What programs have proposed, to look at and to set aside. */
export function proposalRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get(PROPOSALS, async context => {
    const before = wholeNumber(context.req.query('before'));
    const found = await listProposals(room.store, { before, limit: PAGE + 1 });
    const loaded = await currentCatalogue(room);
    const page = (
      <ProposalsPage
        proposals={found.slice(0, PAGE)}
        isMore={found.length > PAGE}
        inUse={loaded.kind === 'loaded' ? loaded.catalogue.hash : ''}
        note={doneWords(NOTES, context.req.query('done'))}
      />
    );
    return deskPage(room, context, page);
  });
  routes.get(`${PROPOSALS}/:id/catalogue.json`, async context => {
    const id = wholeNumber(context.req.param('id'));
    const body = id === null ? null : await proposalBody(room.store, id);
    if (body === null) return noSuch(room, context, 'page');
    return context.body(body, 200, {
      ...DESK_ANSWER,
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="catalogue-proposal-${id}.json"`,
    });
  });
  routes.post(`${PROPOSALS}/:id/aside`, async context => {
    const id = wholeNumber(context.req.param('id'));
    if (id === null || (await proposalBody(room.store, id)) === null) return noSuch(room, context, 'page');
    await setAside(room, id, context.get('editor').email);
    return context.redirect(`${PROPOSALS}?done=aside`, 303);
  });
  return routes;
}
