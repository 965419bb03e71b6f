import type { Tool } from '../../catalogue/tool.ts';
import { type ComposeInput, composeContent } from '../../issue/compose-content.ts';
import type { IssueContent } from '../../issue/content.ts';
import type { Issue } from '../../issue/issue.ts';
import { transition } from '../../issue/states.ts';
import { subjectLines } from '../../issue/subject.ts';
import { WordChoice } from '../../issue/word-choice.ts';
import { isPickable } from '../../pairing/eligible.ts';
import { slugsOf } from '../../pairing/wishes.ts';
import { frozenContent } from '../../storage/issue/frozen-content.ts';
import { composeSources } from '../draft.ts';
import type { Newsroom } from '../newsroom.ts';
import { generatedValues, printedValues, type WordValues } from './word-values.ts';

/** An issue as its editors work on it. */
export interface DeskWeek {
  readonly issue: Issue;
  /** As it would go out now, or as it was frozen. */
  readonly content: IssueContent;
  /** Null once nothing can be changed any more. */
  readonly editable: Editable | null;
  /** Slug → name, of every tool that the page mentions. */
  readonly names: ReadonlyMap<string, string>;
}

interface Editable {
  /** What stands in each field: what is printed now, whoever worded it. */
  readonly printed: WordValues;
  /** What each field would print without the editors' own words in it. */
  readonly generated: WordValues;
  /** Three to choose from; the first is the generated one. */
  readonly subjects: readonly string[];
  /** What may be picked, by name. */
  readonly tools: readonly Pick<Tool, 'slug' | 'name' | 'category'>[];
}

/** Everything the content page shows of a picked week. Renders no mail. Null for a week that was not picked. */
export async function readWeek(room: Newsroom, week: string): Promise<DeskWeek | null> {
  const issue = await room.issues.find(week);
  if (!issue) return null;
  const frozen = await frozenContent(room.store, issue.id);
  const mayChange = transition(issue.state, 'change').kind === 'ok';
  if (frozen) return { issue, content: frozen, editable: null, names: namesIn(frozen, []) };
  const sources = await composeSources(room, issue);
  const content = composeContent(sources);
  const { tools } = sources.catalogue;
  const names = namesIn(
    content,
    tools.filter(tool => mentions(issue, tool.slug)),
  );
  if (!mayChange) return { issue, content, editable: null, names };
  const unedited = composeContent({ ...sources, edits: {} });
  const pickable = tools
    .filter(isPickable)
    .map(({ slug, name, category }) => ({ slug, name, category }))
    .sort((one, other) => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1));
  return {
    issue,
    content,
    editable: {
      printed: printedValues(content),
      generated: generatedValues(sources),
      subjects: subjectsFor(unedited, sources),
      tools: pickable,
    },
    names,
  };
}

/** What the issue's other sentences took does not count: none of them is a subject. */
function subjectsFor(content: IssueContent, { recent, number, settings }: ComposeInput): string[] {
  const choice = new WordChoice(recent, number, settings.style.words);
  return subjectLines(content, choice).map(({ text }) => text);
}

function mentions({ pick, wishes, edits }: Issue, slug: string): boolean {
  return (
    (edits.aside ?? []).some(({ pairs }) => pairs.some(key => slugsOf(key).includes(slug))) ||
    wishes.bannedTools.includes(slug) ||
    wishes.bannedPairs.some(key => slugsOf(key).includes(slug)) ||
    pick.pairings.some(({ a, b, runnersUp }) =>
      [{ a, b }, ...runnersUp].some(pair => pair.a === slug || pair.b === slug),
    )
  );
}

function namesIn(content: IssueContent, tools: readonly Tool[]): ReadonlyMap<string, string> {
  return new Map([
    ...tools.map(({ slug, name }) => [slug, name] as const),
    ...content.pairings.flatMap(({ a, b }) => [a, b]).map(({ slug, name }) => [slug, name] as const),
  ]);
}
