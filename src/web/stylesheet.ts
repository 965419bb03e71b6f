import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { WebEnv } from './web-env.ts';

/** The one style sheet of all pages. */
export interface StyleSheet {
  /** Named by its content, so that a browser may keep it for good and still never shows an old one. */
  readonly path: string;
  readonly route: Hono<WebEnv>;
}

/** @param parts in the order in which they override each other */
export function styleSheet(parts: readonly string[]): StyleSheet {
  const css = parts.join('\n');
  const path = `/sheet.${createHash('sha256').update(css).digest('hex').slice(0, 12)}.css`;
  const route = new Hono<WebEnv>();
  route.get(path, compress(), context =>
    context.body(css, 200, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
    }),
  );
  return { path, route };
}
