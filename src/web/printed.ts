import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

/** A finished page as HTML. */
export function printed(page: ReactElement): string {
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}
