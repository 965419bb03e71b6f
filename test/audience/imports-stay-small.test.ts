import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { exportSubscribers } from '../../src/audience/export.ts';
import { importSubscribers } from '../../src/audience/import.ts';
import { exportPages } from '../../src/storage/audience/subscriber-export.ts';
import { importTarget } from '../../src/storage/audience/subscriber-import.ts';
import { countByStatus } from '../../src/storage/audience/subscribers.ts';
import { describeStores } from '../support/stores.ts';

const ROWS = 50_000;
const PADDING = 'long '.repeat(30);

/** About 10 MB: a file kept as text, rows or problems would show. */
async function* bigFile(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('email,name,timezone,interests\n');
  for (let from = 0; from < ROWS; from += 500) {
    const rows = Array.from({ length: 500 }, (_, index) => {
      const n = from + index;
      const email = n % 10 === 9 ? `not-an-address-${n}` : `reader${n}@example.com`;
      return `${email},"Reader ${n} ${PADDING}",Europe/Prague,AI;Voice\r\n`;
    });
    yield Buffer.from(rows.join(''));
  }
}

// Without a collection first the heap shows what waits to be thrown away, not what is kept.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapInUse(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

describeStores('a large import', open => {
  it('of 50,000 rows needs no more memory at the end than at the start, and lets others have their turn', async () => {
    const store = await open();
    const heap: number[] = [];
    let transactions = 0;
    let turns = 0;
    let running = true;
    const neighbour = (async () => {
      for (; running; turns++) await setImmediate();
    })();
    const report = await importSubscribers(
      {
        target: importTarget(store),
        now: () => 1_000,
        onPending: async () => void heap.push(++transactions % 5 === 0 ? heapInUse() : 0),
      },
      bigFile(),
    );
    running = false;
    await neighbour;
    expect(report).toMatchObject({
      rows: ROWS,
      refused: ROWS / 10,
      problemCount: ROWS / 10,
      added: { pending: 45_000 },
    });
    expect(report.problems).toHaveLength(100);
    expect(transactions).toBe(45);
    expect(turns).toBeGreaterThan(45);
    // After the first ten transactions everything has been compiled and cached.
    expect(Math.max(...heap.slice(-10)) - Math.max(...heap.slice(5, 15))).toBeLessThan(8_000_000);
    expect(await countByStatus(store)).toMatchObject({ pending: 45_000 });

    const exported: number[] = [];
    let bytes = 0;
    let pages = 0;
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        exported.push(++pages % 5 === 0 ? heapInUse() : 0);
        done();
      },
    });
    expect(await exportSubscribers(exportPages(store), sink)).toBe(45_000);
    expect(bytes).toBeGreaterThan(9_000_000);
    expect(Math.max(...exported.slice(-10)) - Math.max(...exported.slice(5, 15))).toBeLessThan(8_000_000);
  }, 180_000);
});
