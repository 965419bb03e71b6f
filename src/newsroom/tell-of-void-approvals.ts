import type { Change } from '../issue/change.ts';
import type { IssueContent } from '../issue/content.ts';
import { contentChanges } from '../issue/content-changes.ts';
import type { Approval, Issue } from '../issue/issue.ts';
import type { NoticeLetter } from '../render/letter.ts';
import { lastApproval } from '../storage/issue/approvals.ts';
import { clockWords } from './clock-words.ts';
import { draftIssue } from './draft.ts';
import { dueAt } from './due-at.ts';
import type { Newsroom } from './newsroom.ts';
import { notifyEditors } from './notify-editors.ts';

/** Changes that a mail names; the desk shows all of them. */
const MOST_NAMED = 5;
/** Characters of a text that has changed. */
const LONGEST = 120;

/**
 * Tells the editors of an approved issue that would be held at its time, because the catalogue, a template or a setting has
 * changed what would go out. One mail for each approval, however many processes look. Whoever changes the issue itself at
 * the desk is told there.
 */
export async function tellOfVoidApprovals(room: Newsroom): Promise<void> {
  for (const issue of await room.issues.all()) {
    const { approval, state, frozenAt } = issue;
    if (approval === null || state !== 'approved' || frozenAt !== null) continue;
    if (dueAt(room, issue) > room.now()) await tellIfVoid(room, issue, approval);
  }
}

async function tellIfVoid(room: Newsroom, issue: Issue, { hash, by, at }: Approval): Promise<void> {
  const { content, frozen } = await draftIssue(room, issue);
  if (frozen.contentHash === hash) return;
  const zone = room.settings.PUBLICATION_TIMEZONE;
  const approved = await lastApproval(room.store, issue.id);
  const changes =
    approved?.contentHash === hash
      ? contentChanges(JSON.parse(approved.content) as IssueContent, content)
      : [];
  await notifyEditors(room, issue, {
    about: 'voided',
    facts: [
      { name: 'Approved by', value: `${by}, ${clockWords(at, zone)} (${zone})` },
      { name: 'Goes out', value: `${clockWords(dueAt(room, issue), zone)} (${zone}), if approved again` },
      ...changes.slice(0, MOST_NAMED).map(asFact),
      ...(changes.length > MOST_NAMED
        ? [{ name: 'More changes', value: String(changes.length - MOST_NAMED) }]
        : []),
    ],
  });
}

function asFact({ what, kind, was, is }: Change): NoticeLetter['facts'][number] {
  if (kind === 'moved') return { name: what, value: 'in another order' };
  return { name: what, value: `${cut(was) || 'nothing'} → ${cut(is) || 'nothing'}` };
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
