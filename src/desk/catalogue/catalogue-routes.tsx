import { Hono } from 'hono';
import { Notice } from '../../web/notice.tsx';
import { printed } from '../../web/printed.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { DESK_ANSWER, type DeskContext, type DeskEnv } from '../desk-env.ts';
import { DeskPage } from '../desk-page.tsx';
import { CataloguePage } from './catalogue-page.tsx';
import { FindingsTable, findingsWords } from './findings-table.tsx';
import { ToolPage } from './tool-page.tsx';
import { type PriceAge, searchTools, type ToolSearch } from './tool-search.ts';

/** The catalogue as it is loaded. Nothing here changes it: it is edited in its file. */
export function catalogueRoutes(deps: WebDeps): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const { catalogue } = deps.desk;

  routes.get('/desk/catalogue', async context => {
    const view = await catalogue.look();
    const search = searchIn(context);
    const today = catalogue.today();
    const page = (
      <CataloguePage
        deps={deps}
        editor={context.get('editor')}
        view={view}
        search={search}
        found={searchTools(view.summary?.lines ?? [], search, today)}
        featured={await catalogue.featured()}
        today={today}
      />
    );
    return context.html(printed(page), 200, DESK_ANSWER);
  });
  routes.get('/desk/catalogue/problems', async context => {
    const { findings, file } = await catalogue.look();
    const page = (
      <DeskPage deps={deps} editor={context.get('editor')} title="Problems of the file" at="catalogue">
        <p className="lead">
          <code className="who">{file}</code>
          {`: ${findings === null ? 'it is being read' : findingsWords(findings)}. `}
          <a href="/desk/catalogue">All tools</a>
        </p>
        {findings === null || findings.listed.length === 0 ? null : <FindingsTable findings={findings} />}
      </DeskPage>
    );
    return context.html(printed(page), 200, DESK_ANSWER);
  });
  routes.get('/desk/catalogue/tools/:slug', async context => {
    const tool = await catalogue.tool(context.req.param('slug'));
    if (tool === null || tool === 'reading') return noTool(deps, context, tool === 'reading');
    const { summary, file } = await catalogue.look();
    const page = (
      <ToolPage
        deps={deps}
        editor={context.get('editor')}
        tool={tool}
        panel={summary?.panel ?? []}
        featured={(await catalogue.featured()).get(tool.slug) ?? []}
        file={file}
        today={catalogue.today()}
      />
    );
    return context.html(printed(page), 200, DESK_ANSWER);
  });
  return routes;
}

function searchIn(context: DeskContext): ToolSearch {
  const page = Number(context.req.query('page') ?? 1);
  return {
    text: (context.req.query('q') ?? '').trim().slice(0, 120),
    category: context.req.query('category') ?? '',
    prices: priceAge(context.req.query('prices')),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

function priceAge(text: string | undefined): PriceAge | null {
  return text === 'fresh' || text === 'old' || text === 'never' ? text : null;
}

function noTool(deps: WebDeps, context: DeskContext, isReading: boolean) {
  const page = isReading ? (
    <Notice deps={deps} status="503" title="The catalogue is being read.">
      It is large, and was not looked at for a while. Open this page again in a moment.
    </Notice>
  ) : (
    <Notice deps={deps} status="404" title="No tool has this slug.">
      {'It may have been taken out of the file since. '}
      <a href="/desk/catalogue">The catalogue</a>
    </Notice>
  );
  return context.html(printed(page), isReading ? 503 : 404, DESK_ANSWER);
}
