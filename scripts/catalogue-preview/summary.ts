import { formatProblems, type Problem } from '../../src/catalogue/problem.ts';
import type { Tool } from '../../src/catalogue/tool.ts';
import { differenceLines } from '../../src/cli/difference-lines.ts';
import { foresightLines } from '../../src/cli/foresight-lines.ts';
import { countOf } from '../../src/desk/count.ts';
import { coverage } from '../../src/pairing/coverage.ts';
import { type Pairing, type Pick, pairKey } from '../../src/pairing/pairing.ts';
import type { ShownWeek } from './next-week.ts';

/** Of a catalogue that is not good: every problem with its place and fix. */
export function problemSummary(problems: readonly Problem[]): string {
  return sections([
    '# The catalogue has errors',
    'Nothing was picked from it.',
    fenced(formatProblems(problems)),
  ]);
}

/** What the next issue would be, and what that changes. */
export function weekSummary(
  shown: ShownWeek,
  told: { readonly warnings: readonly Problem[]; readonly noPictures: string },
): string {
  const { week, catalogue, pick, before, issues, mail } = shown;
  const { missed, ...reach } = coverage(catalogue);
  const names = new Map(catalogue.tools.map(tool => [tool.slug, tool]));
  return sections([
    `# ${week} with this catalogue`,
    pick.pairings.length === 0
      ? 'No pairing is left within the rules: the issue would be held.'
      : table(pick, names),
    pick.rung.step === 0 ? '' : `A thin week: ${plain(pick.rung.name)}.`,
    issues === 0
      ? 'Picked as if nothing had been shown before (set `history`).'
      : `Sent before, and not picked again: ${countOf(issues, 'issue')}.`,
    before ? changes(shown, before) : 'There is no good catalogue on the base branch to compare it with.',
    '## The catalogue',
    fenced([...foresightLines(catalogue, reach), ...missed.map(line => `not picked: ${line}`)].join('\n')),
    told.warnings.length === 0 ? '' : details('Warnings', fenced(formatProblems(told.warnings))),
    mail ? `## The mail\n\n**${plain(mail.subject)}**<br>${plain(mail.preheader)}` : '',
    mail ? details('As plain text', fenced(mail.text)) : '',
    told.noPictures === '' ? '' : `There are no pictures of it: ${plain(told.noPictures)}`,
  ]);
}

function table({ pairings }: Pick, names: ReadonlyMap<string, Tool>): string {
  const rows = pairings.map(pairing => {
    const points = (pairing.score / 10_000).toFixed(1);
    return `| ${named(pairing, names)} | ${plain(pairing.category)} | ${points} | ${plain(pairing.why)} |`;
  });
  return ['| pairing | category | of 100 | why |', '|---|---|--:|---|', ...rows].join('\n');
}

/** Against the base branch: the picks first, then what of the catalogue is another. */
function changes({ pick, catalogue }: ShownWeek, before: NonNullable<ShownWeek['before']>): string {
  const names = new Map([...before.catalogue.tools, ...catalogue.tools].map(tool => [tool.slug, tool]));
  const [now, then] = [keysOf(pick), keysOf(before.pick)];
  const came = pick.pairings.filter(pairing => !then.has(keyOf(pairing)));
  const went = before.pick.pairings.filter(pairing => !now.has(keyOf(pairing)));
  const picks =
    came.length === 0 && went.length === 0
      ? ['The picks of this week stay as they are.']
      : [
          ...came.map(pairing => `- now in: ${named(pairing, names)}`),
          ...went.map(pairing => `- no longer in: ${named(pairing, names)}`),
        ];
  const lines = details(
    'What the catalogue says otherwise',
    fenced(differenceLines(before.difference).join('\n')),
  );
  return sections(['## Against the base branch', picks.join('\n'), lines]);
}

function keysOf({ pairings }: Pick): ReadonlySet<string> {
  return new Set(pairings.map(keyOf));
}

function keyOf({ a, b }: Pairing): string {
  return pairKey(a, b);
}

function named({ a, b }: Pairing, names: ReadonlyMap<string, Tool>): string {
  return [a, b].map(slug => `**${plain(names.get(slug)?.name ?? slug)}**`).join(' vs ');
}

/** Words of whoever made the pull request, so that they say nothing in Markdown or HTML. */
export function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/[^\p{L}\p{N} ]/gu, sign => `&#${sign.codePointAt(0)};`);
}

/** As it stands, whatever it holds: the fence is longer than any in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text.trimEnd()}\n${fence}`;
}

function details(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

function sections(parts: readonly string[]): string {
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}
