import { Hono } from 'hono';
import { onTheClock } from '../../issue/wall-time.ts';
import { currentCatalogue } from '../../newsroom/catalogue/current-catalogue.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { isCatalogueAddress, shownAddress } from '../../settings/catalogue-place.ts';
import { countOpenProposals } from '../../storage/api/catalogue-proposals.ts';
import { askForPull } from '../../storage/issue/catalogue-pulls.ts';
import { type FetchedCatalogue, fetchedCatalogue } from '../../storage/issue/fetched-catalogue.ts';
import { Notice } from '../../web/notice.tsx';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { DeskPage } from '../desk-page.tsx';
import { doneWords } from '../done-words.ts';
import { patiently } from '../patience.ts';
import { deskPage } from '../visit.tsx';
import { CataloguePage } from './catalogue-page.tsx';
import { catalogueShelf } from './catalogue-shelf.ts';
import { FindingsTable, findingsWords } from './findings-table.tsx';
import { openCatalogue } from './open-catalogue.ts';
import { openLoaded } from './opened-catalogue.ts';
import { proposalRoutes } from './proposal-routes.tsx';
import { ToolPage } from './tool-page.tsx';
import { featuredTools, PRICE_AGES, searchTools, type ToolSearch } from './tool-search.ts';

/** The catalogue as it is loaded. Nothing here changes it: it is edited in its file. */
export function catalogueRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const { PUBLICATION_TIMEZONE: zone } = room.settings;
  const shelf = catalogueShelf({ ...whereItIs(room), now: room.now, patience: patiently });
  const featured = async () => featuredTools(await room.issues.all());
  const today = () => onTheClock(room.now(), zone).date;

  routes.get('/desk/catalogue', async context => {
    const view = await shelf.look();
    const search = searchIn(context);
    const page = (
      <CataloguePage
        view={view}
        fetched={await fetchedFor(room)}
        note={doneWords(DONE, context.req.query('done'))}
        proposals={await countOpenProposals(room.store)}
        search={search}
        found={searchTools(view.summary?.lines ?? [], search, today())}
        featured={await featured()}
        today={today()}
      />
    );
    return deskPage(room, context, page);
  });
  routes.post('/desk/catalogue/pull', async context => {
    const { CATALOGUE: address } = room.settings;
    if (isCatalogueAddress(address)) await askForPull(room.store, address);
    return context.redirect('/desk/catalogue?done=asked', 303);
  });
  routes.get('/desk/catalogue/problems', async context => {
    const { findings, file } = await shelf.look();
    const page = (
      <DeskPage title="Problems of the file" at="catalogue">
        <p className="lead">
          <code className="who">{file}</code>
          {`: ${findings === null ? 'it is being read' : findingsWords(findings)}. `}
          <a href="/desk/catalogue">All tools</a>
        </p>
        {findings === null || findings.listed.length === 0 ? null : <FindingsTable findings={findings} />}
      </DeskPage>
    );
    return deskPage(room, context, page);
  });
  routes.get('/desk/catalogue/tools/:slug', async context => {
    const tool = await shelf.tool(context.req.param('slug'));
    if (tool === 'reading') return notYet(room, context);
    if (tool === null) return noTool(room, context);
    const { summary, file } = await shelf.look();
    const page = (
      <ToolPage
        tool={tool}
        panel={summary?.panel ?? []}
        featured={(await featured()).get(tool.slug) ?? []}
        file={file}
        today={today()}
      />
    );
    return deskPage(room, context, page);
  });
  routes.route('/', proposalRoutes(room));
  return routes;
}

const DONE = { asked: 'A new catalogue is being looked for. Open this page again in a moment.' } as const;

/** What the shelf goes by: the file, or the text that was fetched last. */
function whereItIs(room: PublicRoom) {
  const { CATALOGUE: path } = room.settings;
  if (!isCatalogueAddress(path)) return { path, open: openCatalogue };
  return {
    path: shownAddress(path),
    // What was fetched has been read: it was checked before it was stored.
    open: async () => openLoaded(await currentCatalogue(room)),
    // Where there is none yet, what is said of that changes with each pull.
    version: async () => {
      const { version, pulledAt } = await fetchedCatalogue(room.store, path);
      return version === '' ? `none ${pulledAt}` : version;
    },
  };
}

async function fetchedFor({ settings, store }: PublicRoom): Promise<FetchedCatalogue | null> {
  return isCatalogueAddress(settings.CATALOGUE) ? fetchedCatalogue(store, settings.CATALOGUE) : null;
}

function searchIn(context: DeskContext): ToolSearch {
  const page = Number(context.req.query('page') ?? 1);
  return {
    text: (context.req.query('q') ?? '').trim().slice(0, 120),
    category: context.req.query('category') ?? '',
    prices: PRICE_AGES.find(age => age === context.req.query('prices')) ?? null,
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

function notYet(room: PublicRoom, context: DeskContext) {
  const page = (
    <Notice status="503" title="The catalogue is being read.">
      It is large, and has not been opened for a while. Open this page again in a moment.
    </Notice>
  );
  return deskPage(room, context, page, 503);
}

function noTool(room: PublicRoom, context: DeskContext) {
  const page = (
    <Notice status="404" title="No tool has this slug.">
      {'It may have been taken out of the file since. '}
      <a href="/desk/catalogue">The catalogue</a>
    </Notice>
  );
  return deskPage(room, context, page, 404);
}
