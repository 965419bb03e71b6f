import { parseAddress } from '../../audience/address.ts';
import type { ExportRow } from '../../audience/csv.ts';
import type { SubscriberStatus } from '../../audience/subscriber.ts';
import type { Store } from '../database.ts';

const PAGE_ROWS = 1_000;

/**
 * Every address that is not erased, in pages: subscribers in the order they came, then suppressed addresses that have
 * no subscriber. No transaction is held, so a long export keeps nobody waiting.
 */
export async function* exportPages(store: Store): AsyncGenerator<readonly ExportRow[]> {
  yield* subscriberPages(store);
  yield* bareSuppressionPages(store);
}

async function* subscriberPages(store: Store): AsyncGenerator<ExportRow[]> {
  for (let after = 0; ; ) {
    const rows = await store.db
      .selectFrom('subscribers')
      .select(['id', 'email', 'name', 'timezone', 'interests', 'state', 'suppressed_at'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE_ROWS)
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    yield rows
      .filter(row => row.state !== 'erased')
      .map(({ email, name, timezone, interests, state, suppressed_at }) => ({
        email,
        name,
        timezone,
        interests: JSON.parse(interests) as string[],
        status: suppressed_at === null ? (state as SubscriberStatus) : 'suppressed',
      }));
  }
}

async function* bareSuppressionPages(store: Store): AsyncGenerator<ExportRow[]> {
  for (let after = ''; ; ) {
    const rows = await store.db
      .selectFrom('suppressions')
      .select(['address_hash', 'email'])
      .where('address_hash', '>', after)
      .where('reason', '<>', 'erased')
      .orderBy('address_hash')
      .limit(PAGE_ROWS)
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    after = last.address_hash;
    const withSubscriber = await subscriberKeys(
      store,
      rows.map(row => keyOf(row.email)),
    );
    yield rows
      .filter(row => !withSubscriber.has(keyOf(row.email)))
      .map(({ email }) => ({ email, name: '', timezone: '', interests: [], status: 'suppressed' }));
  }
}

async function subscriberKeys(store: Store, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await store.db
    .selectFrom('subscribers')
    .select('dedupe_key')
    .where('dedupe_key', 'in', keys)
    .execute();
  return new Set(rows.map(row => row.dedupe_key));
}

function keyOf(email: string): string {
  const parsed = parseAddress(email);
  return parsed.kind === 'ok' ? parsed.dedupeKey : '';
}
