import { formatProblems, type Problem } from '../../src/catalogue/problem.ts';
import type { Tool } from '../../src/catalogue/tool.ts';
import { foresightLines } from '../../src/cli/foresight-lines.ts';
import { countOf } from '../../src/desk/count.ts';
import { coverage } from '../../src/pairing/coverage.ts';
import { type Pairing, pairKey } from '../../src/pairing/pairing.ts';
import { catalogueChanges, textChanges } from './changes.ts';
import { details, fenced, plain, sections } from './markdown.ts';
import type { ShownWeek } from './next-week.ts';

/** The week with the changed catalogue, and with that of the base branch; null where there is none, or none that is good. */
interface Compared {
  readonly shown: ShownWeek;
  readonly before: ShownWeek | null;
}

interface Told {
  readonly warnings: readonly Problem[];
  /** Why there are no pictures, as a sentence; '' where there are. */
  readonly noPictures: string;
}

/** Of a catalogue that is not good: every problem with its place and fix. */
export function problemSummary(problems: readonly Problem[]): string {
  return sections([
    '# The catalogue has errors',
    'Nothing was picked from it.',
    fenced(formatProblems(problems)),
  ]);
}

/** What the next issue would be, and what that changes. */
export function weekSummary({ shown, before }: Compared, told: Told): string {
  const { week, pick, mail } = shown;
  return sections([
    `# ${week} with this catalogue`,
    glance({ shown, before }, told),
    pick.pairings.length === 0
      ? 'No pairing is left within the rules: the issue would be held.'
      : table(shown, before),
    pick.rung.step === 0 ? '' : `A thin week: ${plain(pick.rung.name)}.`,
    before ? changes(shown, before) : 'There is no good catalogue on the base branch to compare it with.',
    '## The catalogue',
    lasts(shown, before),
    told.warnings.length === 0 ? '' : details('Warnings', fenced(formatProblems(told.warnings))),
    mail ? `## The mail\n\n**${plain(mail.subject)}**<br>${plain(mail.preheader)}` : '',
    mail ? details('As plain text', fenced(mail.text)) : '',
    told.noPictures === '' ? '' : `There are no pictures of it: ${plain(told.noPictures)}`,
  ]);
}

/** All that most people want to know, in a line each. */
function glance({ shown, before }: Compared, { warnings }: Told): string {
  const { pick, issues } = shown;
  const fresh = before && pick.pairings.filter(pairing => !has(before, pairing)).length;
  const against =
    fresh === null
      ? ''
      : fresh === 0
        ? ', the same as on the base branch'
        : `, ${fresh} of them not on the base branch`;
  return [
    `- **Catalogue**: right${warnings.length === 0 ? '' : `, with ${countOf(warnings.length, 'warning')}`}`,
    `- **Issue**: ${pick.pairings.length} of ${countOf(pick.asked, 'pairing')}${against}`,
    issues === 0
      ? '- **Sent before**: picked as if nothing had been shown yet (set `history`)'
      : `- **Sent before**: ${countOf(issues, 'issue')}, and none of their pairs is picked again`,
  ].join('\n');
}

function table({ catalogue, pick }: ShownWeek, before: ShownWeek | null): string {
  const tools = new Map(catalogue.tools.map(tool => [tool.slug, tool]));
  const rows = pick.pairings.map(pairing => {
    const points = (pairing.score / 10_000).toFixed(1);
    const isNew = before !== null && !has(before, pairing);
    return [
      `${named(pairing, tools)}${isNew ? ' · *new*' : ''}`,
      [pairing.a, pairing.b].map(slug => ships(tools.get(slug))).join(', '),
      plain(pairing.category),
      points,
      plain(pairing.why),
    ];
  });
  const lines = rows.map(cells => `| ${cells.join(' | ')} |`);
  return ['| pairing | panel | category | of 100 | why |', '|---|---|---|--:|---|', ...lines].join('\n');
}

/** How many of the panel ship it: `3 of 4`. */
function ships(tool: Tool | undefined): string {
  const reviews = tool?.reviews ?? [];
  return `${reviews.filter(({ verdict }) => verdict === 'ship').length} of ${reviews.length}`;
}

/** Against the base branch: the picks first, then the mail's words, then what of the catalogue is another. */
function changes(shown: ShownWeek, before: ShownWeek): string {
  const tools = new Map(
    [...before.catalogue.tools, ...shown.catalogue.tools].map(tool => [tool.slug, tool] as const),
  );
  const came = shown.pick.pairings.filter(pairing => !has(before, pairing));
  const went = before.pick.pairings.filter(pairing => !has(shown, pairing));
  const picks = [
    ...came.map(pairing => `- now in: ${named(pairing, tools)}`),
    ...went.map(pairing => `- no longer in: ${named(pairing, tools)}`),
  ];
  const words = textChanges(before.mail?.text ?? '', shown.mail?.text ?? '');
  return sections([
    '## Against the base branch',
    picks.length === 0 ? 'The picks of this week stay as they are.' : picks.join('\n'),
    words === ''
      ? 'The mail says the same, word for word.'
      : details('What the mail says otherwise', fenced(words, 'diff')),
    details(
      'What the catalogue says otherwise',
      fenced(catalogueChanges(before.catalogue, shown.catalogue).join('\n'), 'diff'),
    ),
  ]).trimEnd();
}

/** How long it lasts, and how long it did where that is another. */
function lasts({ catalogue }: ShownWeek, before: ShownWeek | null): string {
  const { missed, ...reach } = coverage(catalogue);
  const lines = foresightLines(catalogue, reach);
  const earlier = before ? foresightLines(before.catalogue, coverage(before.catalogue)) : lines;
  const were = earlier.join('\n') === lines.join('\n') ? [] : earlier;
  return [
    ...lines.map(line => `- ${plain(line)}`),
    ...missed.map(line => `- Not picked: ${plain(line)}`),
    ...were.map(line => `- On the base branch: ${plain(line)}`),
  ].join('\n');
}

function has({ pick }: ShownWeek, { a, b }: Pairing): boolean {
  const wanted = pairKey(a, b);
  return pick.pairings.some(pairing => pairKey(pairing.a, pairing.b) === wanted);
}

function named({ a, b }: Pairing, tools: ReadonlyMap<string, Tool>): string {
  return [a, b].map(slug => `**${plain(tools.get(slug)?.name ?? slug)}**`).join(' vs ');
}
