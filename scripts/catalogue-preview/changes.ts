import { createPatch } from 'diff';
import { catalogueDifference, listDifference } from '../../src/catalogue/difference.ts';
import type { Catalogue, Tool } from '../../src/catalogue/tool.ts';
import { differenceLines } from '../../src/cli/difference-lines.ts';

const MOST_LISTED = 40;
const LONGEST_VALUE = 120;

/** What a catalogue says otherwise than the one before it: in words first, then every field that was changed, as a diff. */
export function catalogueChanges(before: Catalogue, after: Catalogue): string[] {
  const difference = catalogueDifference(before, after);
  const fields = changedFields(before, after);
  const more = fields.length - MOST_LISTED;
  return [
    ...differenceLines(listDifference(difference, MOST_LISTED)),
    ...(fields.length === 0 ? [] : ['']),
    ...fields.slice(0, MOST_LISTED).flat(),
    ...(more > 0 ? [`… and ${more} more fields`] : []),
  ];
}

/** Three lines a field: its tool and name, what stood there, what stands there. */
function changedFields(before: Catalogue, after: Catalogue): string[][] {
  const earlier = new Map(before.tools.map(tool => [tool.slug, tool]));
  return after.tools.flatMap(tool => {
    const was = earlier.get(tool.slug);
    return was === undefined ? [] : fieldsOf(was, tool);
  });
}

function fieldsOf(was: Tool, is: Tool): string[][] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])] as (keyof Tool)[];
  return names.flatMap(name => {
    const [then, now] = [was, is].map(tool => JSON.stringify(tool[name]) ?? 'nothing') as [string, string];
    if (then === now) return [];
    const at = firstDifference(then, now);
    return [[`  ${is.slug} ${name}`, `-   ${shownFrom(then, at)}`, `+   ${shownFrom(now, at)}`]];
  });
}

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

/** Long values are the same for a while: what is shown begins shortly before they part. */
function shownFrom(value: string, at: number): string {
  const from = at + LONGEST_VALUE / 2 > LONGEST_VALUE ? at - LONGEST_VALUE / 4 : 0;
  const end = from + LONGEST_VALUE;
  return `${from > 0 ? '…' : ''}${value.slice(from, end)}${value.length > end ? '…' : ''}`;
}

/** What the plain text of a mail says otherwise than that of another, as a diff; '' for nothing. */
export function textChanges(before: string, after: string): string {
  if (before === after) return '';
  const [, , , , ...hunks] = createPatch('mail', before, after, '', '', { context: 1 }).split('\n');
  return hunks.join('\n');
}
