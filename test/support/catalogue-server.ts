import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/config.ts';

export const CATALOGUE_SECRET = `whsec_${Buffer.from('the key of a catalogue, 32 bytes').toString('base64')}`;

export type CatalogueAnswerer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A server on this machine that keeps somebody's catalogue, and answers as a test wants it. */
export interface CatalogueServer {
  /** `http://127.0.0.1:1234/catalogue.json` */
  readonly address: string;
  /** What was asked, in order, with the headers. */
  readonly asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** From now on every question is answered so. */
  answer(answerer: CatalogueAnswerer): void;
  /** The catalogue with an ETag of its own; whoever knows it is answered 304. */
  serve(catalogue: unknown, headers?: Record<string, string>): void;
  close(): Promise<void>;
}

/** Serves the sample catalogue until told otherwise. */
export async function openCatalogueServer(): Promise<CatalogueServer> {
  const asked: { path: string; headers: IncomingHttpHeaders }[] = [];
  let answerer: CatalogueAnswerer = serving(sampleCatalogue());
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers });
    answerer(request, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/catalogue.json`,
    asked,
    answer: next => {
      answerer = next;
    },
    serve: (catalogue, headers) => {
      answerer = serving(catalogue, headers);
    },
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function serving(catalogue: unknown, headers: Record<string, string> = {}): CatalogueAnswerer {
  const body = typeof catalogue === 'string' ? catalogue : JSON.stringify(catalogue);
  const etag = `"${createHmac('sha256', 'etag').update(body).digest('hex').slice(0, 16)}"`;
  return (request, response) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { 'content-type': 'application/json', etag, ...headers }).end(body);
  };
}

/** The header a catalogue is signed with. */
export function signatureOf(body: string | Uint8Array, secret = CATALOGUE_SECRET): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(body).digest('base64')}`;
}

export interface EditableCatalogue {
  panel: { id: string; role: string; name: string }[];
  tools: {
    slug: string;
    name: string;
    price: unknown;
    reviews: { panelist: string; verdict: string }[];
    [field: string]: unknown;
  }[];
}

/** The sample catalogue, as a test may change it. */
export function sampleCatalogue(edit: (catalogue: EditableCatalogue) => void = () => {}): EditableCatalogue {
  const catalogue = JSON.parse(
    readFileSync(join(PROJECT_ROOT, 'data/sample/catalogue.json'), 'utf8'),
  ) as EditableCatalogue;
  edit(catalogue);
  return catalogue;
}
