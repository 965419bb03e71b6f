import { Readable, Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportSubscribers } from '../../src/audience/export.ts';
import { importSubscribers } from '../../src/audience/import.ts';
import { parseInterests, parseName } from '../../src/audience/profile.ts';
import { erase } from '../../src/storage/audience/erasures.ts';
import { exportPages } from '../../src/storage/audience/subscriber-export.ts';
import { importTarget } from '../../src/storage/audience/subscriber-import.ts';
import {
  confirm,
  countByStatus,
  insertPending,
  unsubscribe,
} from '../../src/storage/audience/subscribers.ts';
import { suppress } from '../../src/storage/audience/suppressions.ts';
import type { Store } from '../../src/storage/database.ts';
import { describeStores } from '../support/stores.ts';
import { textSink } from './text-sink.ts';

const words = { wording: '', source: 'form', evidence: {} };

async function dump(store: Store): Promise<string> {
  const sink = textSink();
  const rows = await exportSubscribers(exportPages(store), sink.writable);
  expect(sink.writable.writableEnded).toBe(false);
  const { erased, ...statuses } = await countByStatus(store);
  expect(Object.values(statuses).reduce((sum, count) => sum + count, 0)).toBe(rows);
  return sink.text();
}

async function restore(store: Store, text: string) {
  const deps = { target: importTarget(store), now: () => 2_000 };
  return importSubscribers(deps, Readable.from([Buffer.from(text)]), { consent: 'as before' });
}

interface Reader {
  readonly local: string;
  readonly name: string;
  readonly interests: readonly string[];
  readonly state: 'pending' | 'confirmed' | 'unsubscribed' | 'erased';
  readonly suppressed: boolean;
}

async function addReader(store: Store, reader: Reader, index: number): Promise<void> {
  const email = `${reader.local}${index}@example.com`;
  const person = {
    email,
    dedupeKey: email.toLowerCase(),
    timezone: index % 2 ? 'Europe/Prague' : '',
    at: 1_000,
    consent: words,
  };
  const added = await insertPending(store, { ...person, name: reader.name, interests: reader.interests });
  if (added.kind !== 'added') throw new Error('The test made the same reader twice.');
  if (reader.suppressed) await suppress(store, { email, reason: 'complaint', detail: '', at: 1_000 });
  if (reader.state !== 'pending') await confirm(store, added.id, { at: 1_000, askedAt: 0, consent: words });
  if (reader.state === 'unsubscribed') await unsubscribe(store, added.id, { at: 1_000, consent: words });
  if (reader.state === 'erased') await erase(store, email, 1_000);
}

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', ' ', '\n', '\t', 'a', '＝'),
    maxLength: 20,
  }),
);
const reader: fc.Arbitrary<Reader> = fc.record({
  local: fc.constantFrom('reader', 'Reader', '=1+', '+tag', '-x', "'quote", "'=both", '{}'),
  name: nasty.map(text => {
    const parsed = parseName(text);
    return parsed.kind === 'ok' ? parsed.value : '';
  }),
  interests: fc.array(nasty, { maxLength: 3 }).map(texts => {
    const parsed = parseInterests(texts);
    return parsed.kind === 'ok' ? parsed.value : [];
  }),
  state: fc.constantFrom('pending', 'confirmed', 'unsubscribed', 'erased'),
  suppressed: fc.boolean(),
});

describeStores('an export', open => {
  it('imported into a fresh database is exported the same, whatever the readers typed', async () => {
    const readers = fc.sample(reader, 300);
    const [original, copy] = [await open(), await open()];
    for (const [index, one] of readers.entries()) await addReader(original, one, index);
    await suppress(original, { email: 'bare@example.com', reason: 'manual', detail: '', at: 1_000 });
    const text = await dump(original);
    const report = await restore(copy, text);
    expect(report).toMatchObject({ refused: 0, problems: [], keptOut: 0, unchanged: 0, changed: 0 });
    const again = await dump(copy);
    // Suppressed addresses without anything else come last, in the order of their hashes.
    expect(again.split('\n').sort()).toEqual(text.split('\n').sort());
    expect(await countByStatus(copy)).toEqual({ ...(await countByStatus(original)), erased: 0 });
    expect(await restore(copy, text)).toMatchObject({
      added: { pending: 0, confirmed: 0, unsubscribed: 0 },
      changed: 0,
    });
    expect(await dump(copy)).toBe(again);
  });

  it('of nobody is the header alone', async () => {
    expect(await dump(await open())).toBe('email,name,timezone,interests,status\n');
  });
});

describe('the stream of an export', () => {
  it('waits for a slow reader instead of keeping the rest in memory', async () => {
    let pagesRead = 0;
    async function* pages() {
      for (; pagesRead < 100; pagesRead++) {
        yield Array.from({ length: 100 }, (_, index) => ({
          email: `reader${pagesRead}-${index}@example.com`,
          name: 'n'.repeat(150),
          timezone: '',
          interests: [],
          status: 'confirmed' as const,
        }));
      }
    }
    const chunks: string[] = [];
    const slow = new Writable({
      highWaterMark: 1_000,
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk.toString('utf8'));
        // The header and then a page a write: what is read ahead is the pipe's own few chunks.
        expect(pagesRead).toBeLessThanOrEqual(chunks.length + 3);
        setImmediate(done);
      },
    });
    expect(await exportSubscribers(pages(), slow)).toBe(10_000);
    expect(chunks.join('').split('\n')).toHaveLength(10_002);
  });
});
