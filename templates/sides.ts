import type {
  IssueContent,
  LastWeekContent,
  PairingContent,
  SeatContent,
  ToolContent,
} from '../src/issue/content.ts';
import type { MailPairing } from './mail-issue.ts';
import { speaker, wordingOf } from './wording.ts';

interface Quoted {
  readonly quote: Pick<SeatContent, 'pull' | 'verdict'> | null;
  /** Whose words the quote is, and for what. */
  readonly reason: string;
}

/** The reason that stands with the verdict: when to pick a tool or, where nobody says when, what the panel says of it. */
export interface Why extends Quoted {
  readonly name: string;
  /** '' where the quote speaks instead. */
  readonly pick: string;
}

/** What else the mail says of one tool of a pairing; '' and null for what is not said, or said with the verdict. */
export interface Side extends Quoted {
  readonly name: string;
  readonly about: string;
  readonly note: string;
  /** What has changed since an issue last compared it. */
  readonly since: string;
  /** When to pick it. */
  readonly pick: string;
}

/** The reason for the one stands before the figures. Where none leads both come after them: first who is compared. */
export function whysOf({ a, b, lead, pickA, pickB }: MailPairing): {
  readonly before: readonly Why[];
  readonly after: readonly Why[];
} {
  const [first, second] = [whyOf(a, pickA), whyOf(b, pickB)];
  return lead === 'split' ? { before: [], after: [...first, ...second] } : { before: first, after: [] };
}

/** Both tools, without what stands with the verdict. */
export function sidesOf({ a, b, lead, pickA, pickB }: MailPairing): readonly Side[] {
  return [sideOf(a, pickA, true), sideOf(b, pickB, lead === 'split')];
}

function whyOf(tool: ToolContent, pick: string): Why[] {
  if (pick === '' && tool.pull === null) return [];
  const quoted = pick === '' ? quotedOf(tool) : { quote: null, reason: '' };
  return [{ name: tool.name, pick, ...quoted }];
}

/** @param told whether the tool's reason stands with the verdict */
function sideOf(tool: ToolContent, pick: string, told: boolean): Side {
  const { name, about = '', note, since = '' } = tool;
  const quoted = told && pick === '' ? { quote: null, reason: '' } : quotedOf(tool);
  return { name, about, note, since, ...quoted, pick: told ? '' : pickIt(name, pick) };
}

function quotedOf({ name, pull, reason }: ToolContent): Quoted {
  // An issue from before there were reasons: who speaks, and on what.
  const earlier = pull === null ? '' : `${speaker(pull)} on ${name}`;
  return { quote: pull, reason: reason ?? earlier };
}

/** Below its own name a tool need not be named again. */
function pickIt(name: string, pick: string): string {
  const wording = wordingOf();
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
