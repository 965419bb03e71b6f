import { type Context, Hono, type Next } from 'hono';
import { canonicalJson } from '../../catalogue/canonical-json.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { type DataSigner, dataSigner } from '../../open-data/data-key.ts';
import { pairingDocument } from '../../open-data/document.ts';
import { KEYS_PATH, keyDocument } from '../../open-data/key-document.ts';
import { sealed } from '../../open-data/seal.ts';
import { issueOfPair } from '../../storage/issue/archive.ts';
import { dataKeys, keepDataKey } from '../../storage/issue/data-keys.ts';
import { sentWeekOfPair } from '../../storage/issue/sent-issues.ts';
import { lineStream } from '../../web/line-stream.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { pairOf } from '../pair-address.ts';
import { A_MINUTE } from '../public-answer.ts';
import { catalogueFile } from './catalogue-file.ts';
import { isCatalogueOpen } from './catalogue-terms.ts';
import { readIssueDocument } from './issue-document.ts';
import { verdictLines } from './verdicts-stream.ts';

const A_DAY = { 'Cache-Control': 'public, max-age=86400' };
/** Pages of other sites may read them too: they hold nothing of whoever asks. */
const FOR_ANYBODY = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };
const JSON_TYPE = { 'Content-Type': 'application/json', ...FOR_ANYBODY };

/**
 * What the site publishes as data (docs/open-data.md). Stands before the pages: their addresses with `.json` behind. Writes
 * down with which key it signs: here, since a GET writes nothing.
 */
export async function dataRoutes(room: PublicRoom): Promise<Hono<WebEnv>> {
  const signer = dataSigner(room.keyring.current);
  await keepDataKey(room.store, signer, room.now());
  const routes = new Hono<WebEnv>();
  routes.get('/issues/:file{[0-9]{4}-W[0-9]{2}\\.json}', context => issue(context, room, signer));
  routes.get('/compare/:file{.+\\.json}', (context, next) => compare(context, next, room, signer));
  routes.get(KEYS_PATH, async context => signed(context, keyDocument(await dataKeys(room.store)), signer));
  routes.get('/data/verdicts.ndjson', context =>
    context.body(lineStream(room, verdictLines(room, signer), 'the open data'), 200, {
      ...A_MINUTE,
      ...FOR_ANYBODY,
      'Content-Type': 'application/x-ndjson',
    }),
  );
  routes.get('/data/:file{catalogue-[0-9a-f]{64}\\.json}', context => catalogue(context, room));
  return routes;
}

async function issue(context: Context<WebEnv>, room: PublicRoom, signer: DataSigner): Promise<Response> {
  const published = await readIssueDocument(room, withoutEnding(context));
  if (published === null) return context.notFound() as Promise<Response>;
  if (published.freshUntil !== undefined) context.set('freshUntil', published.freshUntil);
  return signed(context, published.document, signer);
}

/** The pairing as the newest issue that was sent has it; whichever way round, at one address. */
async function compare(
  context: Context<WebEnv>,
  next: Next,
  room: PublicRoom,
  signer: DataSigner,
): Promise<Response | undefined> {
  const file = context.req.param('file') ?? '';
  const whole = pairOf(file);
  // A tool may be called so: then this is its page.
  if (whole && (await issueOfPair(room.store, ...whole))) {
    await next();
    return undefined;
  }
  const pair = pairOf(withoutEnding(context));
  const week = pair && (await sentWeekOfPair(room.store, ...pair));
  const published = week ? await readIssueDocument(room, week) : null;
  const found =
    pair && published?.document.pairings.find(({ a, b }) => pair.includes(a.slug) && pair.includes(b.slug));
  if (!published || !found) return context.notFound() as Promise<Response>;
  if (`${found.slug}.json` !== file) {
    return context.body(null, 301, { Location: `/compare/${found.slug}.json`, ...A_DAY });
  }
  if (published.freshUntil !== undefined) context.set('freshUntil', published.freshUntil);
  return signed(context, pairingDocument(published.document, found), signer);
}

async function catalogue(context: Context<WebEnv>, room: PublicRoom): Promise<Response> {
  const hash = withoutEnding(context).replace('catalogue-', '');
  const file = isCatalogueOpen(room) ? await catalogueFile(room.store, hash) : null;
  if (file === null) return context.notFound() as Promise<Response>;
  const headers = { ...A_DAY, ETag: `"${hash}"` };
  if (context.req.header('if-none-match') === headers.ETag) return context.body(null, 304, headers);
  return context.body(lineStream(room, file, 'a catalogue'), 200, { ...headers, ...JSON_TYPE });
}

/** In the one spelling that its signature is of, so that each byte can be checked. */
function signed(context: Context<WebEnv>, document: object, signer: DataSigner): Response {
  return context.body(canonicalJson(sealed(document, signer)), 200, {
    ...A_MINUTE,
    ...JSON_TYPE,
  }) as Response;
}

function withoutEnding(context: Context<WebEnv>): string {
  return (context.req.param('file') ?? '').replace(/\.json$/, '');
}
