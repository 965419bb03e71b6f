import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import { BeforeFirstIssue } from './pages/before-first-issue.tsx';
import { printed } from './pages/printed.ts';
import { FROZEN_ISSUE } from './security-headers.ts';
import type { WebDeps } from './web-deps.ts';
import type { WebEnv } from './web-env.ts';

/** `GET /`: the newest issue as it was frozen, or what this is before there is one. */
export function frontPage(deps: WebDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  // Outermost last: the tag is of the bytes themselves, whatever they travel as.
  routes.get('/', compress(), etag(), async context => {
    const issue = await deps.latestIssue();
    if (issue) {
      return context.html(issue.webHtml, 200, {
        'Cache-Control': 'public, max-age=60',
        'Content-Security-Policy': FROZEN_ISSUE,
      });
    }
    return context.html(printed(<BeforeFirstIssue deps={deps} />), 200, { 'Cache-Control': 'no-cache' });
  });
  return routes;
}
