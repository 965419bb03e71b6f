import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { paletteCss } from '../../templates/web/palette-css.ts';
import { audienceCss } from '../desk/audience/audience-css.ts';
import { catalogueCss } from '../desk/catalogue/catalogue-css.ts';
import { checkCss } from '../desk/check/check-css.ts';
import { deskCss } from '../desk/desk-css.ts';
import { goingCss } from '../desk/going/going-css.ts';
import { previewCss } from '../desk/preview/preview-css.ts';
import { weekCss } from '../desk/week/week-css.ts';
import { mailPageCss } from '../outbox/mail-page-css.ts';
import { outboxCss } from '../outbox/outbox-css.ts';
import { preferencesCss } from '../readers/preferences/preferences-css.ts';
import { signupCss } from '../readers/signup/signup-css.ts';
import { voteCss } from '../readers/vote/vote-css.ts';
import { siteCss } from '../site/site-css.ts';
import { fontCss } from './fonts.ts';
import { pageCss } from './page-css.ts';
import type { WebEnv } from './web-env.ts';

const CSS = [
  fontCss,
  paletteCss,
  pageCss,
  siteCss,
  signupCss,
  preferencesCss,
  voteCss,
  outboxCss,
  mailPageCss,
  deskCss,
  audienceCss,
  previewCss,
  weekCss,
  checkCss,
  goingCss,
  catalogueCss,
].join('\n');

/** Named by its content, so that a browser may keep it for good and still never shows an old one. */
export const STYLESHEET_PATH = `/sheet.${createHash('sha256').update(CSS).digest('hex').slice(0, 12)}.css`;

export function stylesheet(): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(STYLESHEET_PATH, compress(), context =>
    context.body(CSS, 200, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
    }),
  );
  return routes;
}
