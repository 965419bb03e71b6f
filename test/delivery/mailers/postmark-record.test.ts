import { afterEach, beforeEach, expect, it } from 'vitest';
import { fixedClock } from '../../support/clock.ts';
import { mailTo } from '../../support/resend-pair.ts';
import { type PostmarkPair, postmarkOf, startPostmarkPair } from './postmark-pair.ts';

const NOW = Date.parse('2026-11-26T09:00:00Z');
const clock = fixedClock('2026-11-26T09:00:00Z');
const { signal } = new AbortController();
let pair: PostmarkPair;

beforeEach(async () => {
  clock.set('2026-11-26T09:00:00Z');
  pair = await startPostmarkPair(clock);
});
afterEach(() => pair.close());

const tags = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `inst_7_${from + index}`);
const mailFor = (delivery: string, kind: 'issue' | 'confirm' | 'correction' = 'issue') => {
  const mail = mailTo(`${delivery.replaceAll('_', '.')}@readers.example`, kind);
  return { ...mail, tags: { ...mail.tags, delivery } };
};
const send = (deliveries: readonly string[]) => pair.submit(deliveries.map(delivery => mailFor(delivery)));
const find = (deliveries: readonly string[], since = NOW - 60_000) =>
  pair.mailer.evidence.record!.find({ deliveries, since, signal });
const searches = () => pair.standIn.requests.filter(({ method }) => method === 'GET');

it('finds those of a call that were taken, by their neighbours and in few requests', async () => {
  await send(tags(1, 300));
  pair.standIn.fault({ do: 'reset', accept: 250 });
  expect(await send(tags(300, 700))).toMatchObject({ kind: 'unclear' });
  const findings = await find(tags(300, 700));
  const taken = pair.standIn.mails.slice(299);
  expect(findings).toEqual({
    kind: 'found',
    taken: new Map(taken.map(({ id, metadata }) => [metadata.delivery, id])),
  });
  expect(taken).toHaveLength(250);
  expect(searches()).toHaveLength(2);
});

it('turns every page', async () => {
  for (let copy = 0; copy < 3; copy += 1) await send(tags(1, 400));
  const findings = await find(tags(100, 200));
  expect(findings.kind === 'found' && findings.taken.size).toBe(100);
  expect(searches().map(({ url }) => url.searchParams.get('offset'))).toEqual(['0', '500', '1000']);
});

it('asks for a few one by one', async () => {
  await send(tags(1, 400));
  const findings = await find(['inst_7_3', 'inst_7_999']);
  expect(findings.kind === 'found' && [...findings.taken.keys()]).toEqual(['inst_7_3']);
  expect(searches().map(({ url }) => url.searchParams.get('metadata_delivery'))).toEqual([
    'inst_7_3',
    'inst_7_999',
  ]);
});

it('looks for letters in both streams, whichever they went through', async () => {
  await pair.submit([mailFor('inst_single_4', 'confirm')]);
  await pair.submit([mailFor('inst_single_5', 'correction')]);
  const findings = await find(['inst_single_4', 'inst_single_5', 'inst_single_6']);
  expect(findings.kind === 'found' && [...findings.taken.keys()].toSorted()).toEqual([
    'inst_single_4',
    'inst_single_5',
  ]);
});

it('lags behind what was taken, as the search does', async () => {
  pair.standIn.delaySearch(20_000);
  await send(['inst_7_1']);
  expect(await find(['inst_7_1'])).toEqual({ kind: 'found', taken: new Map() });
  clock.advance(20_000);
  expect(await find(['inst_7_1'])).toMatchObject({
    kind: 'found',
    taken: new Map([['inst_7_1', pair.standIn.mails[0]?.id]]),
  });
});

it.each([
  ['a fault', { status: 500, body: { ErrorCode: 700, Message: 'Messages query exception' } }],
  ['another token', { status: 401, body: { ErrorCode: 10, Message: 'Bad token' } }],
  ['a page', { status: 200, body: '<html>Welcome</html>' }],
  ['a list that ends too soon', { status: 200, body: { TotalCount: 9, Messages: [] } }],
  [
    'a list longer than a search may be',
    { status: 200, body: { TotalCount: 10_001, Messages: Array(10_000).fill({ MessageID: '1' }) } },
  ],
])('gives no answer rather than half of one, after %s', async (_, answer) => {
  await send(['inst_7_1']);
  pair.standIn.faultSearch(answer);
  expect(await find(['inst_7_1'])).toMatchObject({ kind: 'no_answer', why: expect.stringMatching(/./) });
});

it('gives no answer where nobody listens', async () => {
  const gone = postmarkOf(pair.standIn, clock);
  await pair.standIn.close();
  const findings = await gone.evidence.record!.find({ deliveries: ['inst_7_1'], since: NOW, signal });
  expect(findings).toMatchObject({ kind: 'no_answer' });
  await gone.close();
  pair = await startPostmarkPair(clock);
});

it('does not say that something is missing which may have been cleared away', async () => {
  await send(['inst_7_1']);
  const old = NOW - 7 * 24 * 3_600_000;
  expect(await find(['inst_7_1', 'inst_7_2'], old)).toMatchObject({ kind: 'no_answer' });
  expect(await find(['inst_7_1'], old)).toMatchObject({ kind: 'found' });
  expect(await find(['inst_7_1', 'inst_7_2'])).toMatchObject({ kind: 'found' });
});

it('is another account’s with another stream', () => {
  const accounts = ['broadcast', 'news'].map(stream => {
    return postmarkOf(pair.standIn, clock, stream).account;
  });
  expect(new Set(accounts).size).toBe(2);
});
