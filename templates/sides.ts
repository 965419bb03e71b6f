import type {
  IssueContent,
  LastWeekContent,
  PairingContent,
  SeatContent,
  ToolContent,
} from '../src/issue/content.ts';
import type { Words } from '../src/words/words.ts';
import type { MailPairing } from './mail-issue.ts';
import { speaker } from './wording.ts';

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
export function whysOf(
  { a, b, lead, pickA, pickB }: MailPairing,
  words: Words,
): {
  readonly before: readonly Why[];
  readonly after: readonly Why[];
} {
  const [first, second] = [whyOf(a, pickA, words), whyOf(b, pickB, words)];
  return lead === 'split' ? { before: [], after: [...first, ...second] } : { before: first, after: [] };
}

/** Both tools, without what stands with the verdict. */
export function sidesOf({ a, b, lead, pickA, pickB }: MailPairing, words: Words): readonly Side[] {
  return [sideOf(a, pickA, { told: true, words }), sideOf(b, pickB, { told: lead === 'split', words })];
}

function whyOf(tool: ToolContent, pick: string, words: Words): Why[] {
  if (pick === '' && tool.pull === null) return [];
  const quoted = pick === '' ? quotedOf(tool, words) : { quote: null, reason: '' };
  return [{ name: tool.name, pick, ...quoted }];
}

/** @param told whether the tool's reason stands with the verdict */
function sideOf(
  tool: ToolContent,
  pick: string,
  { told, words }: { readonly told: boolean; readonly words: Words },
): Side {
  const { name, about = '', note, since = '' } = tool;
  const quoted = told && pick === '' ? { quote: null, reason: '' } : quotedOf(tool, words);
  return { name, about, note, since, ...quoted, pick: told ? '' : pickIt(name, pick, words) };
}

function quotedOf({ name, pull, reason }: ToolContent, words: Words): Quoted {
  // An issue from before there were reasons: who speaks, and on what.
  const earlier =
    pull === null ? '' : words.say('mail.speaker-on', { speaker: speaker(pull, words), tool: name });
  return { quote: pull, reason: reason ?? earlier };
}

/** Below its own name a tool need not be named again. A line that the pattern has not made stays as it is. */
function pickIt(name: string, pick: string, words: Words): string {
  const [before = '', after, ...others] = words.say('issue.pick', { tool: name, when: WHEN }).split(WHEN);
  if (after === undefined || others.length > 0) return pick;
  const fits = pick.length > before.length + after.length && pick.startsWith(before) && pick.endsWith(after);
  return fits
    ? words.say('mail.pick-it', { when: pick.slice(before.length, pick.length - after.length) })
    : pick;
}

/** Of Unicode's private use, so in no text of ours. */
const WHEN = '\uE002';

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
