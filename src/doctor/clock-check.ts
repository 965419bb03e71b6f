import { CLOCKS_DIFFER_MS } from '../delivery/ahead.ts';
import { databaseTime } from '../storage/clock.ts';
import type { Store } from '../storage/database.ts';
import { aheadWords, timesAhead } from '../storage/times-ahead.ts';
import { type DoctorFinding, ok, warning } from './finding.ts';

/** Whether the clocks that count agree, and whether the database tells of times that are still to come. */
export async function checkClocks(store: Store, ours: number): Promise<DoctorFinding[]> {
  if (store.dialect === 'sqlite') return [await checkStoredTimes(store, ours)];
  const { now } = await databaseTime(store);
  return [checkOurs(ours - now), await checkStoredTimes(store, now)];
}

function checkOurs(ahead: number): DoctorFinding {
  const seconds = Math.round(Math.abs(ahead) / 1_000);
  if (Math.abs(ahead) <= CLOCKS_DIFFER_MS)
    return ok('database clock', `agrees with this machine's to ${seconds} s`);
  const found = `this machine's clock is ${seconds} s ${ahead > 0 ? 'ahead of' : 'behind'} the database's, which is the one that counts`;
  return warning('database clock', found, 'Set both by NTP, and find out which one was wrong.');
}

async function checkStoredTimes(store: Store, now: number): Promise<DoctorFinding> {
  const words = aheadWords(await timesAhead(store, now));
  const fix = 'Set the clock by NTP. Once it is right, there is nothing else to do.';
  return words === '' ? ok('stored times', 'none is later than now') : warning('stored times', words, fix);
}
