import type { TestDesk } from '../support/desk.ts';

/** One route of the desk with its parameters filled in. */
export interface DeskRoute {
  readonly method: string;
  readonly path: string;
}

/** What stands for a parameter; one that is not here gets a word that fits nothing. */
const VALUES: Readonly<Record<string, string>> = {
  week: '2026-W48',
  id: '1',
  position: '1',
  seq: '1',
  slug: 'cursor',
  engine: 'react',
  variant: '1',
};

/** Ways in, which are open to everybody by their nature. */
const DOOR = /^\/desk\/sign-in(?:\/|$)/;

/** Neither of them is anywhere, and so they are tried at one place. */
const OTHERS = ['PUT', 'PATCH', 'DELETE'].map(method => ({ method, path: '/desk/issues' }));

/**
 * Every route behind the desk's door, as the program has them: whatever is added to it is in here. Every path is asked
 * with GET, HEAD and POST, whichever of them it has.
 * @param fill what stands for a parameter; without it, something that is there
 */
export function everyDeskRoute(
  { web }: TestDesk,
  fill = (name: string) => VALUES[name] ?? 'anything',
): DeskRoute[] {
  const patterns = web.routes.filter(({ path, method }) => path.startsWith('/desk') && method !== 'ALL');
  const known = patterns.map(({ method, path }) => ({ method, path: filled(path, fill) }));
  const asked = known.flatMap(({ method, path }) =>
    [method, 'GET', 'HEAD', 'POST'].map(one => ({ method: one, path })),
  );
  const routes = new Map([...asked, ...OTHERS].map(route => [`${route.method} ${route.path}`, route]));
  return [...routes.values()].filter(({ path }) => !DOOR.test(path));
}

function filled(path: string, fill: (name: string) => string): string {
  return path.replace(/:(\w+)(\{[^}]*\})?\??/g, (_, name: string) => fill(name)).replaceAll('*', 'anything');
}
