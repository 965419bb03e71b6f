import { formatProblems } from '../../catalogue/problem.ts';
import { oneLine } from '../../issue/clean-text.ts';
import type { Issue } from '../../issue/issue.ts';
import { VERSION } from '../../machine/version.ts';
import { type Pairing, pairKey } from '../../pairing/pairing.ts';
import { pick } from '../../pairing/pick.ts';
import { recordOf } from '../../pairing/pick-record.ts';
import { pinTroubles } from '../../pairing/pin-troubles.ts';
import { lastRule, narrowings } from '../../pairing/shortfall.ts';
import { keepSnapshot } from '../../storage/issue/catalogue-snapshots.ts';
import { currentCatalogue } from '../catalogue/current-catalogue.ts';
import { catalogueFor } from '../draft.ts';
import { type Newsroom, refused } from '../newsroom.ts';
import { pickInput } from '../pick-week.ts';
import { type Act, type ChangeResult, changeIssue, type Planned } from './change-issue.ts';
import { asideWords, rearranged } from './put-aside.ts';

const LONGEST_REASON = 300;

/** Picks an issue anew from the catalogue as it is now: pins stay, in their places, and bans are kept out. */
export function pickAgain(room: Newsroom, act: Act, reason: string): Promise<ChangeResult> {
  return changeIssue(room, act, issue => planPick(room, act, issue, oneLine(reason)));
}

async function planPick(room: Newsroom, { who }: Act, issue: Issue, reason: string): Promise<Planned> {
  if (reason === '') return refused('Say why it is picked again.', 'The log keeps the reason.');
  if (reason.length > LONGEST_REASON) {
    return refused(`The reason has more than ${LONGEST_REASON} characters.`, 'Say it shorter.');
  }
  const loaded = await currentCatalogue(room);
  if (loaded.kind === 'invalid') return refused('The catalogue has errors.', formatProblems(loaded.problems));
  const { catalogue } = loaded;
  const input = { ...(await pickInput(room, issue.week, catalogue)), seed: issue.seed, wishes: issue.wishes };
  const troubles = pinTroubles(input);
  if (troubles.length > 0) return refused(troubles.join(' '), 'Unpin what cannot stay.');
  const picked = pick(input);
  if (picked.pairings.length === 0) {
    const fix = `${lastRule(narrowings(input))} Lift a ban, or add tools and reviews.`.trim();
    return refused('No pairing is left that keeps the rules.', fix);
  }
  const pairings = inPlace(picked.pairings, issue);
  const [before, after] = [issue.pick.pairings, pairings].map(list => list.map(keyOf).join());
  if (before === after) return { kind: 'same' };
  await keepSnapshot(room.store, catalogue, room.now());
  // The file may have lost a tool that the issue had: what it was called is in the snapshot.
  const { tools } = await catalogueFor(room, issue);
  const { edits, aside } = rearranged(issue, pairings, [...tools, ...catalogue.tools]);
  const wasEmpty = issue.pick.pairings.length === 0;
  return {
    kind: 'plan',
    change: {
      pick: { ...picked, pairings },
      record: recordOf(input, picked, VERSION),
      catalogueHash: catalogue.hash,
      edits,
      ...(wasEmpty && { reason: `It was empty until ${who} picked again; it goes out once it is approved.` }),
    },
    detail: `picked again, “${reason}”: ${pairings.map(({ a, b }) => `${a} vs ${b}`).join(', ')}${asideWords(aside)}`,
  };
}

/** Pinned pairings keep the places that editors gave them; the others follow in the picker's order. */
function inPlace(picked: readonly Pairing[], issue: Issue): Pairing[] {
  const pinned = (pairing: Pairing) => issue.wishes.pins.includes(keyOf(pairing));
  const order = picked.filter(pairing => !pinned(pairing));
  for (const [place, old] of issue.pick.pairings.entries()) {
    const kept = picked.find(pairing => pinned(pairing) && keyOf(pairing) === keyOf(old));
    if (kept) order.splice(place, 0, kept);
  }
  return order;
}

function keyOf({ a, b }: Pairing): string {
  return pairKey(a, b);
}
