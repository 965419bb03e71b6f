import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Keyring, readToken, type SigningKey, sealName } from '../../src/audience/token.ts';
import type { BulkMail } from '../../src/delivery/mailers/mailer.ts';
import { ResendBodies, wholeBody } from '../../src/delivery/mailers/resend-body.ts';
import { compileThin } from '../../src/delivery/mailers/resend-template.ts';
import { buildMessages, bulkReaders, hashMessages } from '../../src/delivery/payload.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { submitNextBatch } from '../../src/delivery/submit.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, frozenMail, KEYRING, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { recipients, thinIssue } from '../support/thin-issue.ts';

const patient = { signal: new AbortController().signal, patienceMs: 0 };

/** The keys as the version before this one had them: it knew one way of signing links. */
const before = KEYRING.bySealName(KEYRING.current.id)!;
const EARLIER: Keyring = {
  current: before,
  all: [before],
  byId: id => (id === before.id ? before : undefined),
  bySealName: name => (name === before.id ? before : undefined),
};

describeStores('a batch that an earlier version has sealed', open => {
  it('is asked for again with the same key and bytes, and new ones are signed anew', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 6, batchSize: 3 });
    const seals = () => store.db.selectFrom('batches').select(['n', 'signing_key']).orderBy('n').execute();
    const api = keyedApi({ script: (_call, n) => (n === 0 ? 'lost' : undefined) });
    const earlier = senderDeps(store, clock, [api], { keyring: EARLIER });
    const [paced] = earlier.mailers;
    await submitNextBatch({ ...earlier, ...paced!, onlyBound: false }, issue);
    expect((await seals()).map(row => row.signing_key)).toEqual([before.id, '']);
    clock.advance(2_000);
    expect(await sendBatches(senderDeps(store, clock, [api]), issue, patient)).toEqual({ kind: 'settled' });
    expect([...api.accepted.values()]).toEqual(Array(6).fill(1));
    const [first, ...later] = api.calls;
    expect(later.filter(call => call.key === first!.key)).toEqual([first]);
    expect((await seals()).map(row => row.signing_key)).toEqual([before.id, sealName(KEYRING.current)]);
    const tokens = (bytes: string) =>
      [...bytes.matchAll(/\/unsubscribe\/([\w.~-]+)/g)].map(found => found[1]!);
    const versions = api.calls.map(call => new Set(tokens(call.bytes).map(token => token[0])));
    expect(new Set(versions.flatMap(version => [...version]))).toEqual(new Set(['1', 'b']));
    for (const { bytes } of api.calls) {
      for (const token of tokens(bytes)) {
        expect(readToken(KEYRING, 'unsubscribe', token, clock.now())).toMatch(/^[1-6]$/);
      }
    }
  });

  it('of this one is never asked for by an earlier version, which has no key to it', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 3, batchSize: 3 });
    const api = keyedApi({ script: (_call, n) => (n === 0 ? 'lost' : undefined) });
    await sendBatches(senderDeps(store, clock, [api]), issue, patient);
    clock.advance(2_000);
    await sendBatches(senderDeps(store, clock, [api], { keyring: EARLIER }), issue, patient);
    expect(api.calls).toHaveLength(1);
    const [batch] = await store.db.selectFrom('batches').select('state').execute();
    expect(batch).toEqual({ state: 'uncertain' });
  });
});

describe('what earlier versions have sealed', () => {
  // As they had compiled it: the third version of a compiled mail, which names its address, came later.
  const kept = frozenMail();
  const mail = { ...kept.mail, compiled: { ...kept.mail.compiled, version: 1 as const } };
  const issue = thinIssue('11111111-2222-4333-8444-555555555555', { ...kept, mail });
  const readers = recipients(['Ada "A" <b>', '', 'Zoë', ' x ', '\u202e 😀']);
  const sealed = (key: SigningKey, compile?: (mail: BulkMail) => ReturnType<typeof compileThin>) => {
    const body = new ResendBodies(compile).of(bulkReaders(issue, key, readers));
    return [body.sha256, hash('sha256', wholeBody(body), 'hex').slice(0, 12)];
  };

  // Change these and no batch that is sealed and not settled at the update can be asked for any more.
  it('has the same fingerprint in every form', () => {
    expect(sealed(before)).toEqual(FULL);
    expect(sealed(before, compileThin)).toEqual(THIN);
    expect(hashMessages(buildMessages(issue, before, readers))).toBe(MESSAGES);
  });

  it('has it also with the links that the version after that signed', () => {
    const second = KEYRING.bySealName(`${KEYRING.current.id}.2`)!;
    expect(sealed(second)).toEqual(SECOND.full);
    expect(sealed(second, compileThin)).toEqual(SECOND.thin);
    expect(hashMessages(buildMessages(issue, second, readers))).toBe(SECOND.messages);
  });
});

// Made with the first of them.
const FULL = ['818b12af24f8e41c3bf906691dbb459f92300412a9a2f2de3031915298ef18a2', '021042e62bfd'];
const THIN = ['969e66529d02db7d6df29af76fbdb75fcfbf81a01f22dfb42e70b2393c473ceb', '9ac9d97a237d'];
const MESSAGES = 'f54a00bc920a2c3221eb03bbc6395b19e44256505bf2cf89e53a268e9f307280';

// Made with the one after it.
const SECOND = {
  full: ['3ace623e211d66ee72c8ffa8bd4746a21b46b493c633128d96ec567fc9e8b02a', '2013499e6900'],
  thin: ['793fa2d897211e1770e1fc4d1145e56fa4aa978fe66aee3e8bcc9754eaea8a58', '453b9c0f64cc'],
  messages: 'f09d09c9b558026df67f7bf81e243dc0f57aba65aa2d10626077f739caa678ce',
};
