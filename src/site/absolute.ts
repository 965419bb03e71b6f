import type { Publication } from '../web/publication.tsx';

/** PUBLIC_URL with a path below it. */
export function absolute({ url }: Pick<Publication, 'url'>, path: string): string {
  return `${url.replace(/\/+$/u, '')}${path}`;
}
