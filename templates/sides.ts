import type {
  IssueContent,
  LastWeekContent,
  PairingContent,
  SeatContent,
  ToolContent,
} from '../src/issue/content.ts';
import { speaker, wording } from './wording.ts';

/** What the mail says of one tool of a pairing; '' and null for what is not said. */
export interface Side {
  readonly name: string;
  readonly about: string;
  readonly note: string;
  /** What has changed since an issue last compared it. */
  readonly since: string;
  readonly quote: Pick<SeatContent, 'pull' | 'verdict'> | null;
  /** Whose words the quote is, and for what. */
  readonly reason: string;
  /** When to pick it. */
  readonly pick: string;
}

/** The side that the panel leans to first: its reason is what a reader came for. */
export function sidesOf({ a, b, lead, pickA, pickB }: PairingContent): readonly Side[] {
  const sides = [sideOf(a, pickA), sideOf(b, pickB)];
  return lead === 'b' ? sides.toReversed() : sides;
}

function sideOf({ name, about = '', note, since = '', pull, reason }: ToolContent, pick: string): Side {
  // An issue from before there were reasons: who speaks, and on what.
  const earlier = pull === null ? '' : `${speaker(pull)} on ${name}`;
  return { name, about, note, since, quote: pull, reason: reason ?? earlier, pick: pickIt(name, pick) };
}

/** Below its own name a tool need not be named again. */
function pickIt(name: string, pick: string): string {
  const named = wording.pick.replace('{tool}', () => name);
  return pick.startsWith(named) ? wording.pickIt + pick.slice(named.length) : pick;
}

/** What a reader gets from the pairing; in issues from before that was said, the picker's reason. */
export function gainOf({ gain, why }: PairingContent): string {
  return gain ?? why;
}

/** Issues from before readers were asked do not ask. */
export function asksForReplies({ replies = false }: IssueContent): boolean {
  return replies;
}

export function lastWeekWords({ line, againstPanel = '' }: LastWeekContent): string {
  return againstPanel === '' ? line : `${line} ${againstPanel}`;
}
