import { formatProblems, type Problem } from '../catalogue/problem.ts';
import type { Catalogue } from '../catalogue/tool.ts';
import { contentDate, sendSlot } from '../issue/cron-slot.ts';
import type { Issue, NewIssue } from '../issue/issue.ts';
import { VERSION } from '../machine/version.ts';
import type { PastIssue, Pick } from '../pairing/pairing.ts';
import { pick } from '../pairing/pick.ts';
import type { PickInput } from '../pairing/pick-input.ts';
import { type PickRecord, recordOf } from '../pairing/pick-record.ts';
import { lastRule, type Narrowing, narrowings } from '../pairing/shortfall.ts';
import { recordActivity } from '../storage/issue/activity.ts';
import { keepSnapshot } from '../storage/issue/catalogue-snapshots.ts';
import { currentCatalogue } from './catalogue/current-catalogue.ts';
import type { Newsroom } from './newsroom.ts';

export type PickOutcome =
  /** `stored` is what an earlier pick left; `picked` is new. Either may be empty: then the issue is held. */
  | {
      readonly kind: 'picked' | 'stored';
      readonly issue: Issue;
      readonly warnings: readonly Problem[];
      /** As in DryPick; empty for what was stored before. */
      readonly narrowings: readonly Narrowing[];
    }
  | { readonly kind: 'invalid_catalogue'; readonly message: string };

/**
 * Picks a week's pairings and stores the draft issue; a week that was picked before answers with what is stored.
 * @param who for the log: an editor's address, `schedule`, `sample run` or `command line`
 */
export async function pickWeek(room: Newsroom, week: string, who: string): Promise<PickOutcome> {
  const stored = await room.issues.find(week);
  if (stored) return { kind: 'stored', issue: stored, warnings: [], narrowings: [] };
  const dry = await dryPick(room, week);
  if (dry.kind === 'invalid_catalogue') return dry;
  await keepSnapshot(room.store, dry.catalogue, room.now());
  const { issue, inserted } = await room.issues.insertPicked(newIssue(room, week, dry));
  if (inserted) {
    await recordActivity(room.store, {
      at: room.now(),
      week,
      who,
      action: 'picked',
      detail: issue.pick.pairings.map(pairing => `${pairing.a} vs ${pairing.b}`).join(', '),
      contentHash: '',
    });
  }
  return { kind: inserted ? 'picked' : 'stored', issue, warnings: dry.warnings, narrowings: dry.narrowings };
}

export type DryPick =
  | {
      readonly kind: 'dry';
      readonly pick: Pick;
      /** What the pick went by. */
      readonly record: PickRecord;
      readonly catalogue: Catalogue;
      readonly warnings: readonly Problem[];
      /** What each rule left; empty when there are as many pairings as were asked for. */
      readonly narrowings: readonly Narrowing[];
    }
  | { readonly kind: 'invalid_catalogue'; readonly message: string };

/** What the picker would choose for a week now, without storing anything. */
export async function dryPick(room: Newsroom, week: string): Promise<DryPick> {
  const loaded = await currentCatalogue(room);
  if (loaded.kind === 'invalid')
    return { kind: 'invalid_catalogue', message: formatProblems(loaded.problems) };
  const input = await pickInput(room, week, loaded.catalogue);
  const picked = pick(input);
  return {
    kind: 'dry',
    catalogue: loaded.catalogue,
    warnings: loaded.warnings,
    pick: picked,
    record: recordOf(input, picked, VERSION),
    narrowings: picked.pairings.length < input.count ? narrowings(input) : [],
  };
}

/** What the picker goes by for a week now. */
export async function pickInput(room: Newsroom, week: string, catalogue: Catalogue): Promise<PickInput> {
  return {
    catalogue,
    history: await historyFor(room, week),
    week,
    today: contentDate(room.schedule, week),
    seed: room.settings.PICK_SEED,
    count: room.settings.PAIRINGS_PER_ISSUE,
    words: room.settings.style.words,
  };
}

/** Everything readers have seen or may yet see; an issue aborted before anybody got it was never shown. */
export async function historyFor(room: Newsroom, week: string): Promise<PastIssue[]> {
  const issues = await room.issues.all();
  return issues
    .filter(issue => issue.week !== week && !(issue.state === 'aborted' && issue.frozenAt === null))
    .map(issue => ({ week: issue.week, pairings: issue.pick.pairings }));
}

/** Why a week has no pairing, with the rule that took the last one. */
export function nothingLeft(steps: readonly Narrowing[]): string {
  return `No pairing is left within the rules: there is nothing to send this week. ${lastRule(steps)}`.trim();
}

function newIssue(
  room: Newsroom,
  week: string,
  dry: Omit<Extract<DryPick, { kind: 'dry' }>, 'kind' | 'warnings'>,
): NewIssue {
  const empty = dry.pick.pairings.length === 0;
  return {
    week,
    catalogueHash: dry.catalogue.hash,
    seed: room.settings.PICK_SEED,
    pick: dry.pick,
    sendAt: sendSlot(room.schedule, week),
    createdAt: room.now(),
    state: empty ? 'held' : 'picked',
    reason: empty ? nothingLeft(dry.narrowings) : '',
    record: dry.record,
  };
}
