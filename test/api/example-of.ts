import type { ApiRoute } from '../../src/api/v1/route.ts';
import { type ApiWorld, PICKED, sampleCatalogue } from './api-world.ts';

/** A route's example with what only a running database knows: addresses of its lists, and pairs of its picks. */
export interface Example {
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

type Live = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
};

/** By operation. */
const LIVE: Readonly<Record<string, (world: ApiWorld) => Promise<Live>>> = {
  liftSuppression: async world => {
    const list = await (await world.call('GET', '/suppressions')).json();
    return { params: { id: list.items[0].id } };
  },
  weighSwap: async world => {
    const { out, a, b } = await otherPair(world);
    return { query: { out, a, b } };
  },
  swapPairing: async world => ({ body: await otherPair(world) }),
  pinPairing: async world => ({ body: { pairing: (await otherPair(world)).out } }),
  movePairing: async world => ({ body: { pairing: (await otherPair(world)).out } }),
  proposeCatalogue: async () => ({ body: { catalogue: sampleCatalogue() } }),
};

export async function exampleOf(world: ApiWorld, route: ApiRoute): Promise<Example> {
  const { params = {}, query = {}, body } = route.example;
  const live = (await LIVE[route.id]?.(world)) ?? {};
  const filled = { ...params, ...live.params };
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(filled[name] ?? 'none'),
  );
  const search = new URLSearchParams({ ...query, ...live.query });
  return {
    path: search.size === 0 ? path : `${path}?${search}`,
    body: body === undefined ? undefined : { ...body, ...live.body },
    headers: route.conditional ? { 'If-Match': await conditionFor(world, route) } : {},
  };
}

async function conditionFor(world: ApiWorld, route: ApiRoute): Promise<string> {
  const { week = PICKED } = route.example.params ?? {};
  const path = route.path.endsWith('/correction') ? `/issues/${week}/correction` : `/issues/${week}`;
  return (await world.call('GET', path)).headers.get('etag') ?? '"none"';
}

/** The last pairing of the issue, and a pair of the same category that may take its place. */
async function otherPair(world: ApiWorld) {
  const picks = await (await world.call('GET', `/issues/${PICKED}/picks`)).json();
  const pairing = picks.pairings.findLast((one: { runnersUp: unknown[] }) => one.runnersUp.length > 0);
  const [next] = pairing.runnersUp;
  return { out: pairing.slug, a: next.a, b: next.b };
}
