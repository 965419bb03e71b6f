import type { Tool } from '../../catalogue/tool.ts';
import type { Issue } from '../../issue/issue.ts';
import { pairKey } from '../../pairing/pairing.ts';
import { slugsOf, type Wishes } from '../../pairing/wishes.ts';
import { catalogueFor } from '../draft.ts';
import { type Newsroom, refused } from '../newsroom.ts';
import { type Act, type ChangeResult, changeIssue, type Planned } from './change-issue.ts';

/** What is banned: a tool by slug or name, or a pair by its key. */
export type Ban = { readonly tool: string } | { readonly pair: string };

/** Keeps a pairing through picking again, or no longer. */
export function pinPairing(room: Newsroom, act: Act, key: string, pinned: boolean): Promise<ChangeResult> {
  return changeIssue(room, act, issue => {
    const { wishes } = issue;
    if (wishes.pins.includes(key) === pinned) return { kind: 'same' };
    if (pinned && !hasPairing(issue, key)) return gone();
    const pins = pinned ? [...wishes.pins, key] : wishes.pins.filter(pin => pin !== key);
    const detail = `${pinned ? 'pinned' : 'unpinned'} ${slugsOf(key).join(' vs ')}`;
    return { kind: 'plan', change: { wishes: { ...wishes, pins } }, detail };
  });
}

/** Keeps a tool or a pair out when this issue is picked again. What is in the issue now stays until then. */
export function ban(room: Newsroom, act: Act, what: Ban): Promise<ChangeResult> {
  return changeIssue(room, act, async issue => {
    const pinned = (key: string) => issue.wishes.pins.includes(key);
    if ('pair' in what) {
      if (!hasPairing(issue, what.pair)) return gone();
      if (pinned(what.pair)) return refused('This pairing is pinned.', 'Unpin it, then ban it.');
      return banned(
        issue,
        { bannedPairs: [...issue.wishes.bannedPairs, what.pair] },
        slugsOf(what.pair).join(' vs '),
      );
    }
    const { tools } = await catalogueFor(room, issue);
    const tool = toolNamed(tools, what.tool);
    if (!tool) {
      return refused(`The catalogue has no tool “${what.tool}”.`, 'Choose one of the list.');
    }
    if (issue.wishes.pins.some(key => slugsOf(key).includes(tool.slug))) {
      return refused(`${tool.name} is in a pinned pairing.`, 'Unpin that, then ban the tool.');
    }
    return banned(issue, { bannedTools: [...issue.wishes.bannedTools, tool.slug] }, tool.slug);
  });
}

/** Takes a ban back. */
export function liftBan(room: Newsroom, act: Act, what: Ban): Promise<ChangeResult> {
  return changeIssue(room, act, ({ wishes }) => {
    const [list, entry] =
      'pair' in what ? (['bannedPairs', what.pair] as const) : (['bannedTools', what.tool] as const);
    if (!wishes[list].includes(entry)) return { kind: 'same' };
    const lifted = { ...wishes, [list]: wishes[list].filter(other => other !== entry) };
    return {
      kind: 'plan',
      change: { wishes: lifted },
      detail: `lifted the ban on ${slugsOf(entry).filter(Boolean).join(' vs ')}`,
    };
  });
}

/** Moves a pairing one place up or down in the editors' order. */
export function movePairing(room: Newsroom, act: Act, key: string, by: 1 | -1): Promise<ChangeResult> {
  return changeIssue(room, act, issue => {
    const { pairings } = issue.pick;
    const from = pairings.findIndex(({ a, b }) => pairKey(a, b) === key);
    const [moved, other] = [pairings[from], pairings[from + by]];
    if (!moved) return gone();
    if (!other) return { kind: 'same' };
    const order = pairings.map(pairing => (pairing === moved ? other : pairing === other ? moved : pairing));
    const detail = `moved ${moved.a} vs ${moved.b} to place ${from + by + 1}`;
    return { kind: 'plan', change: { pick: { ...issue.pick, pairings: order } }, detail };
  });
}

/** A tool by its slug or its name, however the latter is written. */
export function toolNamed(tools: readonly Tool[], typed: string): Tool | undefined {
  const wanted = typed.trim().toLowerCase();
  return tools.find(({ slug }) => slug === wanted) ?? tools.find(({ name }) => name.toLowerCase() === wanted);
}

function hasPairing({ pick }: Issue, key: string): boolean {
  return pick.pairings.some(({ a, b }) => pairKey(a, b) === key);
}

function gone(): Planned {
  return refused('This pairing is not in the issue any more.', 'Look at the issue as it is now.');
}

function banned({ wishes }: Issue, more: Partial<Wishes>, what: string): Planned {
  const now = { ...wishes, ...more };
  const unique = {
    ...now,
    bannedTools: [...new Set(now.bannedTools)],
    bannedPairs: [...new Set(now.bannedPairs)],
  };
  const before = wishes.bannedTools.length + wishes.bannedPairs.length;
  if (unique.bannedTools.length + unique.bannedPairs.length === before) return { kind: 'same' };
  return { kind: 'plan', change: { wishes: unique }, detail: `banned ${what}` };
}
