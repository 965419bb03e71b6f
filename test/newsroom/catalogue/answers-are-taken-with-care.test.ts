import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  type CatalogueQuestion,
  FETCH_LIMITS,
  type FetchLimits,
  fetchCatalogue,
} from '../../../src/newsroom/catalogue/fetch-catalogue.ts';
import {
  CATALOGUE_SECRET,
  type CatalogueServer,
  openCatalogueServer,
  signatureOf,
} from '../../support/catalogue-server.ts';

const MB = 1_048_576;
let server: CatalogueServer;
beforeEach(async () => {
  server = await openCatalogueServer();
});
afterEach(() => server.close());

function ask(question: Partial<CatalogueQuestion> = {}, limits: Partial<FetchLimits> = {}) {
  return fetchCatalogue(
    {
      address: server.address,
      token: undefined,
      secrets: undefined,
      etag: '',
      etagFrom: '',
      allowLoopback: true,
      signal: new AbortController().signal,
      ...question,
    },
    { ...FETCH_LIMITS, ...limits },
  );
}

const refusal = (reason: RegExp | string) => ({
  kind: 'refused',
  reason: expect.stringMatching(reason),
  fix: expect.stringMatching(/\w/),
});

it('a catalogue is read as it was sent, packed or not', async () => {
  const body = Buffer.from('\u{feff}{"tools": "Ünïcode"}');
  for (const [packing, packed] of [
    ['', body],
    ['identity', body],
    ['gzip', gzipSync(body)],
    ['br', brotliCompressSync(body)],
  ] as const) {
    server.answer((_, response) =>
      response.writeHead(200, { etag: '"one"', ...(packing && { 'content-encoding': packing }) }).end(packed),
    );
    const answer = await ask();
    expect(answer).toMatchObject({ kind: 'body', etag: '"one"', etagFrom: server.address, isSigned: false });
    expect(answer.kind === 'body' && answer.bytes.equals(body)).toBe(true);
  }
  server.answer((_, response) => response.writeHead(200, { 'content-encoding': 'rot13' }).end(body));
  expect(await ask()).toMatchObject(refusal(/compressed with rot13/));
  server.answer((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(body));
  expect(await ask()).toMatchObject(refusal(/cannot be decompressed/));
});

it('its format is what its type or its address says', async () => {
  const formatAt = async (path: string, type?: string) => {
    server.answer((_, response) => response.writeHead(200, type ? { 'content-type': type } : {}).end('{}'));
    const answer = await ask({ address: server.address.replace('/catalogue.json', path) });
    return answer.kind === 'body' ? answer.format : answer.kind;
  };
  expect(await formatAt('/catalogue.json')).toBe('json');
  expect(await formatAt('/catalogue.ndjson?v=1')).toBe('ndjson');
  expect(await formatAt('/api', 'application/x-ndjson; charset=utf-8')).toBe('ndjson');
  expect(await formatAt('/api', 'text/plain')).toBe('json');
});

it('an ETag goes to the address that gave it, and only then 304 means anything', async () => {
  const first = await ask();
  if (first.kind !== 'body') throw new Error(first.kind);
  const known = { etag: first.etag, etagFrom: first.etagFrom };
  expect(await ask(known)).toEqual({ kind: 'unchanged' });
  expect(await ask({ ...known, etagFrom: 'https://elsewhere.example/' })).toMatchObject({ kind: 'body' });
  server.answer((_, response) => response.writeHead(304).end());
  expect(await ask()).toMatchObject(refusal(/304/));
});

it('every status but 200 is told with what to do', async () => {
  for (const [status, fix] of [
    [500, /once it is up/],
    [401, /CATALOGUE_TOKEN/],
    [403, /CATALOGUE_TOKEN/],
    [404, /address/],
    [429, /less/],
    [204, /answer 200/],
    [206, /answer 200/],
  ] as const) {
    server.answer((_, response) => response.writeHead(status).end());
    const answer = await ask();
    expect(answer).toMatchObject(refusal(new RegExp(`answered ${status}`)));
    expect(answer.kind === 'refused' && answer.fix).toMatch(fix);
  }
});

it('50 MB are not read to the end, whether they say so, hide it or are packed small', async () => {
  let sent = 0;
  const part = Buffer.alloc(MB, ' ');
  function* parts() {
    for (let n = 0; n < 50; n += 1) {
      sent += part.length;
      yield part;
    }
  }
  server.answer((_, response) => pipeline(Readable.from(parts()), response.writeHead(200)).catch(() => {}));
  expect(await ask()).toMatchObject(refusal(/larger than 32 MB/));
  expect(sent).toBeLessThan(50 * MB);

  server.answer((_, response) => {
    response.writeHead(200, { 'content-length': String(50 * MB) });
    response.write(part);
  });
  expect(await ask()).toMatchObject(refusal(/larger than 32 MB/));

  const bomb = gzipSync(Buffer.alloc(50 * MB, ' '));
  expect(bomb.length).toBeLessThan(MB);
  server.answer((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
  expect(await ask()).toMatchObject(refusal(/larger than 32 MB/));
});

it('who sends a byte now and then, or nothing, is not waited for longer than for a whole answer', async () => {
  server.answer(async (_, response) => {
    response.writeHead(200);
    while (!response.destroyed) {
      response.write(' ');
      await sleep(20);
    }
  });
  expect(await ask({}, { deadlineMs: 300 })).toMatchObject({
    kind: 'failed',
    reason: expect.stringMatching(/0\.3 seconds/),
  });
  server.answer(() => undefined);
  expect(await ask({}, { deadlineMs: 300 })).toMatchObject({ kind: 'failed' });
});

it('a redirect is followed, but to no private network, no plain http and not for ever', async () => {
  const leadTo = (location: string) =>
    server.answer((request, response) =>
      request.url === '/catalogue.json'
        ? response.writeHead(302, { location }).end()
        : response.writeHead(200).end('{}'),
    );
  leadTo('/moved.json');
  expect(await ask()).toMatchObject({ kind: 'body', etagFrom: server.address.replace('catalogue', 'moved') });
  for (const [inside, where] of [
    ['http://10.0.0.7/catalogue.json', '10.0.0.7'],
    ['https://169.254.169.254/latest/meta-data/', '169.254.169.254'],
    ['https://[fd00::1]/', 'fd00::1'],
    ['https://[::ffff:10.0.0.7]/', '::ffff:a00:7'],
  ] as const) {
    leadTo(inside);
    expect(await ask()).toMatchObject(
      refusal(`${where.replace(/[[\].]/g, '.')} was not contacted: it is on a private network`),
    );
  }
  leadTo('http://example.com/catalogue.json?token=secret');
  const plain = await ask();
  expect(plain).toMatchObject(refusal(/example\.com\/catalogue\.json\?…, which is not https/));
  leadTo('ftp://example.com/');
  expect(await ask()).toMatchObject(refusal(/not https/));
  server.answer((request, response) => response.writeHead(302, { location: `${request.url}x` }).end());
  expect(await ask()).toMatchObject(refusal(/more than 5 times/));
});

it('outside development not even a name that leads to this machine is asked', async () => {
  const { port } = new URL(server.address);
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '0.0.0.0', '2130706433']) {
    expect(await ask({ address: `https://${host}:${port}/`, allowLoopback: false })).toMatchObject(
      refusal(/on a private network/),
    );
  }
  expect(server.asked).toEqual([]);
});

it('the token goes where it belongs and nowhere else, not even back', async () => {
  const { port } = new URL(server.address);
  server.answer((request, response) => {
    const next: Readonly<Record<string, string>> = {
      '/catalogue.json': '/same.json',
      '/same.json': `http://localhost:${port}/other.json`,
      '/other.json': `http://127.0.0.1:${port}/back.json`,
    };
    const location = next[request.url ?? ''];
    if (location === undefined) response.writeHead(200).end('{}');
    else response.writeHead(307, { location }).end();
  });
  expect(await ask({ token: 'abc' })).toMatchObject({ kind: 'body' });
  expect(server.asked.map(({ path, headers }) => [path, headers.authorization])).toEqual([
    ['/catalogue.json', 'Bearer abc'],
    ['/same.json', 'Bearer abc'],
    ['/other.json', undefined],
    ['/back.json', undefined],
  ]);
});

it('a refusal where the token does not go says where that is', async () => {
  const { port } = new URL(server.address);
  for (const status of [401, 403]) {
    server.answer((request, response) =>
      request.url === '/catalogue.json'
        ? response.writeHead(302, { location: `http://localhost:${port}/moved.json?key=hidden` }).end()
        : response.writeHead(status).end(),
    );
    expect(await ask({ token: 'abc' })).toEqual({
      kind: 'refused',
      reason: `It redirects to http://localhost:${port}/moved.json?…, where CATALOGUE_TOKEN is not sent, and the server there answered ${status}.`,
      fix: 'Set CATALOGUE to that address.',
    });
    expect(await ask()).toMatchObject(refusal(/^Its server answered/));
  }
});

it('with a secret only what is signed with it is taken', async () => {
  const body = '{"panel": []}';
  const secrets = ['whsec_b2xkIGtleQ==', CATALOGUE_SECRET];
  const answerWith = (signature?: string) =>
    server.answer((_, response) =>
      response.writeHead(200, signature ? { 'catalogue-signature': signature } : {}).end(body),
    );
  answerWith();
  expect(await ask({ secrets })).toMatchObject(refusal(/not signed/));
  for (const wrong of [
    signatureOf('{"panel": [] }'),
    signatureOf(body, 'whsec_b3RoZXIga2V5'),
    signatureOf(body).replace('v1,', 'v2,'),
    'v1,',
    'rubbish',
  ]) {
    answerWith(wrong);
    expect(await ask({ secrets })).toMatchObject(refusal(/signature is wrong/));
  }
  answerWith(`v1,AAAA ${signatureOf(body)}`);
  expect(await ask({ secrets })).toMatchObject({ kind: 'body', isSigned: true });
  answerWith('rubbish');
  expect(await ask()).toMatchObject({ kind: 'body', isSigned: false });
});

it('nobody there is told as such', async () => {
  const { address } = server;
  await server.close();
  expect(await ask({ address })).toMatchObject({
    kind: 'failed',
    reason: expect.stringMatching(/the connection was refused/),
  });
  server = await openCatalogueServer();
  server.answer(request => request.socket.destroy());
  expect(await ask()).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/cut/) });
});
