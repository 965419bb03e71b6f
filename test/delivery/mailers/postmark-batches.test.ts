import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BodyMemory } from '../../../src/delivery/mailers/body-memory.ts';
import { blockOf, compileMail, wireMail } from '../../../src/delivery/mailers/postmark-mail.ts';
import { ResendBodies, wholeBody } from '../../../src/delivery/mailers/resend-body.ts';
import { buildMessages, bulkReaders, type FrozenIssue } from '../../../src/delivery/payload.ts';
import { fixedClock } from '../../support/clock.ts';
import { earlierMail, frozenMail, KEYRING, WEEK } from '../../support/frozen-issue.ts';
import { mailTo } from '../../support/resend-pair.ts';
import { HOSTILE_NAMES, recipients } from '../../support/thin-issue.ts';
import { type PostmarkPair, startPostmarkPair, threeReaders } from './postmark-pair.ts';

const clock = fixedClock('2026-11-26T09:00:00Z');
const never = new AbortController().signal;
let pair: PostmarkPair;

beforeEach(async () => {
  pair = await startPostmarkPair(clock);
});
afterEach(() => pair.close());

const issue = (mail = frozenMail()): FrozenIssue => ({
  issueId: 7,
  week: WEEK,
  mails: [mail],
  installationId: 'inst',
});

describe('a batch', () => {
  it('goes out in one request through the broadcast stream, and every mail gets the id of its place', async () => {
    expect(await pair.submit()).toEqual({
      kind: 'accepted',
      items: pair.standIn.mails.map(({ id }) => ({ kind: 'accepted', id })),
    });
    const [request] = pair.standIn.requests;
    expect(request?.url.pathname).toBe('/email/batch');
    expect(request?.headers).toMatchObject({
      'x-postmark-server-token': pair.standIn.account.token,
      accept: 'application/json',
      'content-type': 'application/json',
    });
    expect(JSON.parse(request?.body ?? '')[1]).toEqual({
      From: 'Weekly AI Tool Verdicts <verdicts@weekly.example>',
      To: 'bob@readers.example',
      ReplyTo: 'editor@weekly.example',
      Subject: 'Zed or Windsurf?',
      Tag: '2026-W48',
      HtmlBody: '<p>Zed ✓</p>',
      TextBody: 'Zed ✓',
      Headers: [
        { Name: 'X-Verdicts-Kind', Value: 'issue' },
        { Name: 'List-Unsubscribe', Value: '<https://weekly.example/u/1>' },
      ],
      Metadata: { kind: 'issue', issue: '2026-W48', delivery: 'inst_7_499', block: 'inst_7_b0' },
      MessageStream: 'broadcast',
      TrackOpens: false,
      TrackLinks: 'None',
    });
    expect(pair.standIn.mails.map(({ metadata }) => metadata.block)).toEqual([
      'inst_7_b0',
      'inst_7_b0',
      'inst_7_b1',
    ]);
  });

  it('made from frozen parts is byte for byte the same mails', async () => {
    for (const mail of [
      frozenMail(),
      earlierMail(),
      { ...frozenMail(), mail: { ...frozenMail().mail, replyTo: '' } },
    ]) {
      const bulk = pair.mailer.bulk!;
      const readers = recipients(HOSTILE_NAMES);
      const body = bulk.encode(bulkReaders(issue(mail), KEYRING.current, readers));
      expect(await bulk.post(body, { key: 'k', signal: never })).toMatchObject({ kind: 'accepted' });
      await pair.submit(buildMessages(issue(mail), KEYRING.current, readers));
      const [fast, slow] = pair.standIn.requests.slice(-2);
      expect(fast?.body).toBe(slow?.body);
      expect(body.length).toBe(Buffer.byteLength(slow?.body ?? ''));
      expect(JSON.parse(fast?.body ?? '')).toHaveLength(HOSTILE_NAMES.length);
    }
  });

  it('says the same for any name, and no two batches have one fingerprint', () => {
    const bodies = new ResendBodies(compileMail('broadcast'), ({ delivery }) => blockOf(delivery));
    const memory = new BodyMemory();
    const names = fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 });
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(names, fc.nat(2_000), (people, first) => {
        const readers = recipients(people).map(reader => ({ ...reader, seq: reader.seq + first }));
        const body = bodies.of(bulkReaders(issue(), KEYRING.current, readers), memory);
        const bytes = wholeBody(body).toString('utf8');
        const mails = buildMessages(issue(), KEYRING.current, readers).map(mail =>
          wireMail(mail, 'broadcast'),
        );
        expect(bytes).toBe(JSON.stringify(mails));
        expect(seen.get(body.sha256) ?? bytes).toBe(bytes);
        seen.set(body.sha256, bytes);
      }),
      { numRuns: 25 },
    );
  });

  it('of one mail of an issue is still a batch', async () => {
    expect(await pair.submit(threeReaders.slice(0, 1))).toMatchObject({
      kind: 'accepted',
      items: [{ kind: 'accepted' }],
    });
    expect(pair.standIn.mails[0]?.path).toBe('/email/batch');
  });

  it('takes five hundred mails and 50 MB, has no key, and proves a mail by itself', async () => {
    expect(pair.mailer).toMatchObject({
      maxBatch: 500,
      maxBytes: 50_000_000,
      keyWindowMs: null,
      tellsHandover: true,
    });
    expect(pair.mailer.evidence).toMatchObject({ proves: 'mail', events: true });
    const many = Array.from({ length: 501 }, () => mailTo('a@b.example'));
    expect(() => pair.submit(many)).toThrow('got 501');
    expect(() => pair.submit([])).toThrow('1 to 500 mails, got 0');
  });
});

describe('a letter', () => {
  it.each(['confirm', 'welcome', 'sign-in', 'notice'] as const)(
    'goes out by itself through the transactional stream (%s)',
    async kind => {
      const answer = await pair.submit([mailTo('ada@readers.example', kind)]);
      const [mail] = pair.standIn.mails;
      expect(answer).toEqual({ kind: 'accepted', items: [{ kind: 'accepted', id: mail?.id }] });
      expect(mail).toMatchObject({ path: '/email', stream: 'outbound', tag: kind });
      expect(mail?.metadata).not.toHaveProperty('block');
    },
  );

  it.each(['test', 'correction'] as const)(
    'that many get, or that shows what they will, goes as an issue does (%s)',
    async kind => {
      await pair.submit([mailTo('ada@readers.example', kind)]);
      expect(pair.standIn.mails[0]).toMatchObject({ path: '/email', stream: 'broadcast' });
    },
  );

  it('to an inactive address is refused to that reader', async () => {
    pair.standIn.account.inactive.set('ada@readers.example', 'HardBounce');
    const answer = await pair.submit([mailTo('ada@readers.example', 'confirm')]);
    expect(answer).toMatchObject({
      kind: 'accepted',
      items: [{ kind: 'rejected', reason: /^406 .*\(address\)/ }],
    });
  });
});

describe('before a mail leaves', () => {
  it('it is told so, and nothing leaves when that fails', async () => {
    const told: number[] = [];
    await pair.submit(threeReaders, { onHandover: async () => void told.push(pair.standIn.calls()) });
    expect(told).toEqual([0]);
    const answer = await pair.submit(threeReaders, {
      onHandover: () => Promise.reject(new Error('The lease ran out.')),
    });
    expect(answer).toEqual({ kind: 'wait', because: 'busy', retryAfterMs: 0, reason: 'The lease ran out.' });
    expect(pair.standIn.calls()).toBe(1);
  });

  it('it can be stopped', async () => {
    const answer = await pair.submit(threeReaders, { signal: AbortSignal.abort() });
    expect(answer).toMatchObject({ kind: 'wait', because: 'busy', retryAfterMs: 0 });
    expect(pair.standIn.calls()).toBe(0);
  });
});
