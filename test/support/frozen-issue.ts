import { createKeyring, type Keyring } from '../../src/audience/token.ts';
import { type FrozenMail, freezeAudience } from '../../src/delivery/freeze.ts';
import type { ItemAnswer, Mailer, MailerAnswer, MailMessage } from '../../src/delivery/mailers/mailer.ts';
import type { Pacer } from '../../src/delivery/pace.ts';
import type { FrozenIssue } from '../../src/delivery/payload.ts';
import type { SenderDeps } from '../../src/delivery/sender.ts';
import { compileMail } from '../../src/render/compiled-mail.ts';
import { placeholderFields } from '../../src/render/placeholders.ts';
import type { Store } from '../../src/storage/database.ts';
import { batchStore } from '../../src/storage/delivery/batches.ts';
import { freezeStore } from '../../src/storage/delivery/freezes.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import type { FixedClock } from './clock.ts';

export const WEEK = '2026-W48';
export const HASH = 'a'.repeat(64);
const NONCE = '0123456789abcdef';

/** Confirmed subscribers `reader1@example.com` …, all confirmed before the clock's time. */
export async function addReaders(store: Store, count: number, clock: FixedClock): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => ({
    email: `reader${index + 1}@example.com`,
    dedupe_key: `reader${index + 1}@example.com`,
    name: index % 3 === 0 ? `Reader "${index + 1}" O’Brien & <b>` : '',
    state: 'confirmed',
    source: 'test',
    created_at: clock.now() - 1_000,
    confirmed_at: clock.now() - 1_000,
  }));
  for (let from = 0; from < rows.length; from += 1_000) {
    await store.db
      .insertInto('subscribers')
      .values(rows.slice(from, from + 1_000))
      .execute();
  }
}

/** An issue that editors have approved, with nothing frozen yet. @returns its id */
export async function addApprovedIssue(store: Store, clock: FixedClock): Promise<number> {
  const { issue } = await issueStore(store).insertPicked({
    week: WEEK,
    catalogueHash: 'c',
    seed: '0',
    pick: { pairings: [], asked: 3, rung: { step: 0, name: '' } },
    sendAt: clock.now(),
    createdAt: clock.now(),
    state: 'picked',
    reason: '',
  });
  const approval = { hash: HASH, by: 'editor@example.com', at: clock.now() };
  await issueStore(store).move(issue.id, 'picked', 'approved', { at: approval.at, approval });
  return issue.id;
}

/** The same as an earlier version froze it: without the reader's address. */
export function earlierMail(): FrozenMail {
  const now = frozenMail();
  return { ...now, mail: { ...now.mail, compiled: { ...now.mail.compiled, version: 1 } } };
}

/** A small mail with every slot a real one has. */
export function frozenMail(): FrozenMail {
  const fields = placeholderFields(NONCE);
  const links = [fields.preferences, fields.unsubscribe, fields.vote(1)];
  return {
    variant: 1,
    contentHash: HASH,
    content: '{}',
    webHtml: '<!doctype html>',
    mail: {
      compiled: compileMail({
        subject: 'Zed vs Windsurf',
        html: `<p>${fields.reader}</p>${links.map(link => `<a href="${link}">x</a>`).join('')}`,
        text: [fields.reader, ...links].join('\n'),
        headers: { 'List-Unsubscribe': `<${fields.unsubscribe}>` },
        nonce: NONCE,
        votes: 1,
      }),
      engine: 'react',
      from: 'Verdicts <verdicts@example.com>',
      replyTo: 'editor@example.com',
      publicUrl: 'https://weekly.example.com',
      unsubscribeMailbox: '',
    },
  };
}

/** Readers, an approved issue, the freeze and its batches. */
export async function freezeForTest(
  store: Store,
  clock: FixedClock,
  options: { readonly readers: number; readonly batchSize: number },
): Promise<FrozenIssue> {
  await addReaders(store, options.readers, clock);
  const issueId = await addApprovedIssue(store, clock);
  const freezes = freezeStore(store);
  const mails = [frozenMail()];
  await freezes.begin({ issueId, approvedHash: HASH, now: clock.now(), mails });
  await freezeAudience(freezes, { issueId, batchSize: options.batchSize, now: clock.now });
  return { issueId, week: WEEK, mails, installationId: 'inst' };
}

/** For what is not about waiting: nobody is held up by anybody. */
export function freePacer(): Pacer {
  return {
    turn: async signal => (signal.aborted ? { kind: 'ended' } : { kind: 'go', probes: false }),
    learn: async () => {},
    hold: async () => 0,
    stumbled: async () => {},
    unanswered: async () => {},
    untried: async () => {},
    passed: async () => {},
    release: async () => {},
    held: async () => null,
    gap: async () => 0,
  };
}

export const KEYRING = createKeyring(['k'.repeat(32)]);

export function senderDeps(
  store: Store,
  clock: FixedClock,
  mailers: readonly Mailer[],
  options: {
    readonly owner?: string;
    readonly keyring?: Keyring;
    readonly lanes?: number;
    readonly mostLanes?: number;
  } = {},
): SenderDeps {
  return {
    store: batchStore(store),
    isSending: async () => (await issueStore(store).find(WEEK))?.state === 'sending',
    mailers: mailers.map(mailer => ({
      mailer,
      pacer: freePacer(),
      lanes: options.lanes ?? 1,
      ...(options.mostLanes && { mostLanes: options.mostLanes }),
    })),
    keyring: options.keyring ?? KEYRING,
    owner: options.owner ?? 'sender',
    leaseMs: 20_000,
    now: clock.now,
    ticks: clock.now,
    onStep: () => {},
  };
}

/** One call as the mail API saw it. */
export interface SeenCall {
  readonly key: string;
  readonly to: readonly string[];
  readonly bytes: string;
}

/**
 * A mail API with keys, in process: what a key was first answered with it answers again, and `script` decides what goes
 * wrong. `accepted` counts each address.
 */
export function keyedApi(options: {
  readonly name?: Mailer['name'];
  readonly keyWindowMs?: number | null;
  /** Answers the n-th call (from 0) instead of accepting; `lost` accepts it and loses the answer. */
  readonly script?: (
    call: SeenCall,
    n: number,
  ) => MailerAnswer | 'lost' | undefined | Promise<MailerAnswer | 'lost' | undefined>;
  readonly rejects?: (to: string) => boolean;
}): Mailer & { readonly calls: SeenCall[]; readonly accepted: Map<string, number> } {
  const calls: SeenCall[] = [];
  const accepted = new Map<string, number>();
  const known = new Map<string, { bytes: string; items: ItemAnswer[] }>();
  const accept = (messages: readonly MailMessage[], call: SeenCall): MailerAnswer => {
    const before = known.get(call.key);
    if (before && options.keyWindowMs !== null) {
      if (before.bytes !== call.bytes) throw new Error('the same key came with other bytes');
      return { kind: 'accepted', items: before.items };
    }
    const items = messages.map(({ to }, index): ItemAnswer => {
      if (options.rejects?.(to)) return { kind: 'rejected', reason: 'no such address' };
      accepted.set(to, (accepted.get(to) ?? 0) + 1);
      return { kind: 'accepted', id: `${call.key}#${index}` };
    });
    known.set(call.key, { bytes: call.bytes, items });
    return { kind: 'accepted', items };
  };
  return {
    name: options.name ?? 'resend',
    maxBatch: 100,
    keyWindowMs: options.keyWindowMs === undefined ? 24 * 3_600_000 : options.keyWindowMs,
    evidence: { proves: 'call', events: true },
    calls,
    accepted,
    submit: async (messages, { key }) => {
      const call = { key, to: messages.map(message => message.to), bytes: JSON.stringify(messages) };
      calls.push(call);
      const scripted = await options.script?.(call, calls.length - 1);
      if (scripted === undefined) return accept(messages, call);
      if (scripted !== 'lost') return scripted;
      accept(messages, call);
      return { kind: 'unclear', reason: 'the connection was reset' };
    },
    close: async () => {},
  };
}
