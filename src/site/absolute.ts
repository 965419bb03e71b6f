import type { WebDeps } from '../web/web-deps.ts';

/** PUBLIC_URL with a path below it. */
export function absolute({ publicUrl }: Pick<WebDeps, 'publicUrl'>, path: string): string {
  return `${publicUrl.replace(/\/+$/u, '')}${path}`;
}
