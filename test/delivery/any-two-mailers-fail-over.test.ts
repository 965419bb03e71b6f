import { describe, expect, it, onTestFinished } from 'vitest';
import { createPacer } from '../../src/delivery/pace.ts';
import type { FrozenIssue } from '../../src/delivery/payload.ts';
import { largestBatch } from '../../src/delivery/payload-form.ts';
import { withTemplates } from '../../src/delivery/publish.ts';
import { type SendOutcome, sendBatches } from '../../src/delivery/sender.ts';
import type { Store } from '../../src/storage/database.ts';
import { batchStore } from '../../src/storage/delivery/batches.ts';
import { templateStore } from '../../src/storage/delivery/mail-templates.ts';
import { paceStore } from '../../src/storage/delivery/send-rate.ts';
import { type FixedClock, fixedClock } from '../support/clock.ts';
import type { FailingPlace } from '../support/failing-place.ts';
import { PLACES, type PlaceName } from '../support/failing-places.ts';
import { freezeForTest, senderDeps } from '../support/frozen-issue.ts';
import { describeStores, openSqliteStore } from '../support/stores.ts';
import { ledger } from './settling.ts';

const { signal } = new AbortController();
const MINUTE_MS = 60_000;
const NAMES = Object.keys(PLACES) as PlaceName[];
/** Of one mailer there is one in MAIL_PROVIDER, whatever its wire. */
const service = (name: PlaceName) => name.split(' ')[0];
const PAIRS = NAMES.flatMap(first =>
  NAMES.filter(second => service(second) !== service(first)).map(second => [first, second] as const),
);
/** One of each way sizes and wires can differ. */
const ON_BOTH: typeof PAIRS = [
  ['resend', 'postmark'],
  ['smtp with keys', 'resend thin'],
  ['postmark', 'ses thin'],
  ['ses thin', 'smtp'],
];
const ONLY_ON_SQLITE = PAIRS.filter(pair => !ON_BOTH.some(other => other.join() === pair.join()));

/** Two mailers, an issue that the first one begins, and both books. */
class Handing {
  readonly clock: FixedClock = fixedClock('2026-11-26T09:10:00Z');
  readonly said: string[] = [];
  store!: Store;
  first!: FailingPlace;
  second!: FailingPlace;
  readers = 0;
  #issue!: FrozenIssue;

  static async begin(store: Store, [first, second]: readonly [PlaceName, PlaceName]): Promise<Handing> {
    const made = new Handing();
    made.store = store;
    made.first = await PLACES[first](made.clock);
    made.second = await PLACES[second](made.clock);
    onTestFinished(async () => {
      await made.first.close();
      await made.second.close();
    });
    // Two calls that the first one takes, and then a full one and what is left for either.
    made.readers = 2 * made.first.most + 2 * made.second.most + 7;
    const batchSize = largestBatch([made.first.mailer, made.second.mailer]);
    made.#issue = await freezeForTest(store, made.clock, { readers: made.readers, batchSize });
    return made;
  }

  /** What a sender process does from its start to its end. */
  async run(...places: readonly FailingPlace[]): Promise<SendOutcome> {
    const { store, clock } = this;
    const mailers = places.map(({ mailer }) => ({
      mailer,
      pacer: createPacer(paceStore(store, mailer.name), null, clock.now),
      lanes: 1,
    }));
    const templates = { store: templateStore(store), mailers, now: clock.now };
    const onFull = (why: string) => void this.said.push(why);
    const issue = await withTemplates({ ...templates, onFull }, this.#issue, signal);
    return sendBatches({ ...senderDeps(store, clock, []), mailers }, issue, { signal, patienceMs: 0 });
  }

  /** Again and again until nothing is open, or so often in vain. */
  async runOn(...places: readonly FailingPlace[]): Promise<void> {
    for (let round = 0; round < 8; round++) {
      const outcome = await this.run(...places);
      if ((await batchStore(this.store).nextDue(this.#issue.issueId)) === null) return;
      const until = outcome.kind === 'waiting' ? outcome.until : 0;
      this.clock.advance(Math.max(MINUTE_MS, until - this.clock.now()));
    }
  }

  ledger() {
    return ledger(this.store, this.#issue.issueId, this.readers);
  }

  /** Whose batches are in one of these states, and with whom. */
  async members(...states: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.store.db
      .selectFrom('batches as b')
      .innerJoin('deliveries as d', join =>
        join
          .onRef('d.issue_id', '=', 'b.issue_id')
          .onRef('d.seq', '>=', 'b.first_seq')
          .onRef('d.seq', '<=', 'b.last_seq'),
      )
      .select(['d.email', 'b.provider'])
      .where('b.state', 'in', states)
      .execute();
    return new Map(rows.map(({ email, provider }) => [email, provider]));
  }

  /** Nobody twice over both books, and whoever counts as submitted once, by whom it says. */
  async expectOnceEach(): Promise<void> {
    const { first, second } = this;
    const everybody = [...first.taken(), ...second.taken()];
    expect(everybody).toHaveLength(new Set(everybody).size);
    const books = new Map([first, second].map(({ mailer, taken }) => [mailer.name, new Set(taken())]));
    for (const [reader, provider] of await this.members('submitted')) {
      expect(books.get(provider)).toContain(reader);
    }
  }

  /** What the first one may have had is nothing to the second. */
  async expectLeftAlone(...states: readonly string[]): Promise<void> {
    const left = await this.members(...states);
    expect(left.size).toBe(this.first.most);
    expect(new Set(left.values())).toEqual(new Set([this.first.mailer.name]));
    expect(this.second.taken().filter(reader => left.has(reader))).toEqual([]);
  }

  /** Calls of its own size: never more, and no more of them than it takes. */
  expectOwnSizes(): void {
    for (const { calls, most } of [this.first, this.second]) {
      expect(Math.max(...calls.map(({ mails }) => mails))).toBe(most);
    }
    const { calls, most, taken } = this.second;
    // Of what the first one has begun a piece or two are left, and of its last batch one.
    expect(calls.length).toBeLessThanOrEqual(Math.ceil(taken().length / most) + 4);
    expect(this.said).toEqual([]);
  }

  isKeyed(): boolean {
    return this.first.mailer.keyWindowMs !== null;
  }
}

/** The first one answers, loses an answer, wants to be left alone, and is refused; then the second one has its turn. */
async function failOver(handing: Handing): Promise<void> {
  const { first, second } = handing;
  first.plan({ unclear: 1, wait: 2, refused: 3 });
  await handing.runOn(first, second);
  await handing.expectOnceEach();
  handing.expectOwnSizes();
  const [, unclear] = first.calls;
  expect(unclear?.answer).toBe('unclear');
  expect(second.calls.map(({ key }) => key)).not.toContain(unclear?.key);
  const asked = first.calls.filter(({ key }) => key === unclear?.key);
  if (handing.isKeyed()) {
    expect(asked.length).toBeGreaterThan(1);
    expect(await handing.ledger()).toMatchObject({ submitted: handing.readers, pending: 0 });
  } else {
    expect(asked).toHaveLength(1);
    await handing.expectLeftAlone('uncertain');
    expect(await handing.ledger()).toMatchObject({ uncertain: first.most, pending: 0, rejected: 0 });
  }
}

/** It is gone for good after an answer that was lost, and editors put the other one in its place. */
async function swap(handing: Handing): Promise<void> {
  const { first, second } = handing;
  first.plan({ unclear: 1, wait: Number.MAX_SAFE_INTEGER, refused: Number.MAX_SAFE_INTEGER });
  first.dieAt(2);
  expect(await handing.run(first, second)).toMatchObject({ kind: 'waiting' });
  expect(second.calls).toEqual([]);
  await handing.runOn(second, first);
  await handing.expectOnceEach();
  handing.expectOwnSizes();
  await handing.expectLeftAlone(handing.isKeyed() ? 'submitting' : 'uncertain');
  const left = { [handing.isKeyed() ? 'pending' : 'uncertain']: first.most };
  expect(await handing.ledger()).toMatchObject({ submitted: handing.readers - first.most, ...left });
}

describe('from one mailer to another', () => {
  it.each(ONLY_ON_SQLITE)('doubles nobody when the account is refused: %s, %s', async (...pair) => {
    await failOver(await Handing.begin(await openSqliteStore(), pair));
  });

  it.each(PAIRS)('doubles nobody when it is gone and the other is preferred: %s, %s', async (...pair) => {
    await swap(await Handing.begin(await openSqliteStore(), pair));
  });
});

describeStores('from one mailer to another', open => {
  it.each(ON_BOTH)('doubles nobody when the account is refused: %s, %s', async (...pair) => {
    await failOver(await Handing.begin(await open(), pair));
  });
});
