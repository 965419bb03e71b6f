import { openStore } from '../../src/storage/database.ts';
import { castBallot } from '../../src/storage/vote/ballot-box.ts';
import { CHOICES } from '../../src/vote/ballot.ts';

/** Casts again and again for the same few readers, as a server of its own would. Prints how each cast ended. */
const [url = '', issueId = '', readers = '', casts = ''] = process.argv.slice(2);
const store = openStore(url);
const results = [];
for (let n = 0; n < Number(casts); n++) {
  const choice = CHOICES[(n + process.pid) % CHOICES.length] ?? 'a';
  const ballot = { issueId: Number(issueId), position: 1, subscriberId: (n % Number(readers)) + 1, choice };
  results.push(
    await castBallot(store, { ...ballot, network: '', now: () => Date.parse('2026-11-26T10:00:00Z') }),
  );
}
await store.db.destroy();
process.stdout.write(JSON.stringify(results));
